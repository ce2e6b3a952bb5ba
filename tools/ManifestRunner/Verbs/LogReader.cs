using System.Text;

namespace ManifestRunner.Verbs;

/// <summary>Reads what is appended to a log that another process writes.</summary>
sealed class LogReader(string log)
{
    readonly StringBuilder unfinished = new();
    long position;

    /// <summary>From the last lines on, instead of from the beginning.</summary>
    public LogReader FromEnd()
    {
        position = File.Exists(log) ? new FileInfo(log).Length : 0;
        return this;
    }

    /// <summary>The lines completed since the last call.</summary>
    public IReadOnlyList<string> New()
    {
        if (!File.Exists(log))
            return [];
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length < position)
            position = 0; // set aside and begun anew
        file.Position = position;
        using var reader = new StreamReader(file, Encoding.UTF8);
        unfinished.Append(reader.ReadToEnd());
        position = file.Position;

        var lines = unfinished.ToString().Split('\n');
        unfinished.Clear().Append(lines[^1]);
        return lines[..^1];
    }
}
