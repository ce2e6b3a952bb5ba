using System.Collections.Concurrent;
using System.Text;
using ManifestRunner.Running;

namespace ManifestRunner.Verbs;

/// <summary>The foreground's view: the services' logs with coloured names run by, and below them, on a terminal, a table of what runs and how it is.</summary>
sealed class Screen : IDisposable
{
    const int NameWidth = 24;
    static readonly int[] colours = [36, 33, 35, 32, 34, 96, 93, 95];
    static readonly bool terminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");

    readonly ConcurrentQueue<string> said = new();
    readonly Dictionary<string, LogReader> logs = [];
    List<string> drawn = [];

    public void Say(string resource, string what) => said.Enqueue(Line(resource, what));

    /// <summary>One line of the platform's own log.</summary>
    public static string Line(string resource, string what) => $"{TimeProvider.System.GetLocalNow():HH:mm:ss} {resource,-NameWidth} {what}";

    /// <summary>Shows until the run has ended.</summary>
    public async Task Show(Supervisor supervisor, Task run)
    {
        var told = false;
        while (!run.IsCompleted)
        {
            Draw(supervisor);
            if (!told && supervisor.State is { Phase: "up", OperationsUrl: { } view })
            {
                told = true;
                Say("operations", view); // to this screen only: the token in it belongs in no log
            }
            await Task.WhenAny(run, Task.Delay(200));
        }
        Draw(supervisor);
    }

    public void Dispose() => Console.Out.Flush();

    void Draw(Supervisor supervisor)
    {
        var output = new StringBuilder();
        while (said.TryDequeue(out var line))
            output.AppendLine(line);
        var state = supervisor.State;
        foreach (var (index, service) in state.Resources.Where(resource => resource is { Kind: "service", Log: not null }).Index())
            foreach (var line in LogOf(service).New())
                output.AppendLine($"{Coloured($"{service.Name,-NameWidth}", colours[index % colours.Length])} {line}");

        if (!terminal)
        {
            Console.Write(output);
            return;
        }
        var table = Table(state);
        if (output.Length == 0 && table.SequenceEqual(drawn))
            return;
        var erase = drawn.Count > 0 ? $"\u001b[{drawn.Count}A\u001b[J" : "";
        Console.Write($"{erase}{output}{string.Join("", table.Select(line => line + "\n"))}");
        drawn = table;
    }

    LogReader LogOf(ResourceState service) => logs.TryGetValue(service.Name, out var reader) ? reader : logs[service.Name] = new LogReader(service.Log!);

    /// <summary>Never wider than the terminal: a line that wraps could not be drawn over.</summary>
    static List<string> Table(State state)
    {
        var width = Console.WindowWidth > 20 ? Console.WindowWidth - 1 : 120; // some terminals do not tell
        return [new string('─', width), .. state.Resources.Select(resource => Status.Row(resource)).Select(row => row[..Math.Min(row.Length, width)])];
    }

    static string Coloured(string text, int colour) => terminal ? $"\u001b[{colour}m{text}\u001b[0m" : text;
}
