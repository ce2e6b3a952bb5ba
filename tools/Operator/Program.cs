using System.Runtime.InteropServices;
using Npgsql;
using Operator;
using Operator.Backups;
using Operator.Restoring;
using Processes;

using var stop = new CancellationTokenSource();
var signals = new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, asked =>
{
    asked.Cancel = true;
    stop.Cancel();
})).ToList();
try
{
    var verb = args.FirstOrDefault() ?? "";
    await (verb switch
    {
        "backup" => Backup.Run(new Options(verb, args.Skip(1), Backup.Values, Backup.Switches), Console.Out, stop.Token),
        "restore" => Restore.Run(new Options(verb, args.Skip(1), Restore.Values, Restore.Switches), new AspireProcesses(), Console.Out, stop.Token),
        "token" => Token.Run(new Options(verb, args.Skip(1), Token.Values, []), Console.Out, TimeProvider.System),
        _ => throw new Misuse($"There is no ./platform {verb}. See ./platform help"),
    });
    return 0;
}
catch (Misuse misuse)
{
    Failed(misuse.Message);
    return 2;
}
catch (Problem problem)
{
    return Failed(problem.Message);
}
catch (OperationCanceledException)
{
    return Failed("Stopped, as asked.");
}
catch (NpgsqlException refused)
{
    return Failed($"PostgreSQL refused: {refused.Message}");
}
catch (UnauthorizedAccessException refused)
{
    return Failed($"{refused.Message} Another user runs the platform here: be that user.");
}
catch (IOException failure)
{
    return Failed($"{failure.Message}{(failure.HResult == 28 ? " Make room on the disk and start again." : "")}");
}
finally
{
    signals.ForEach(signal => signal.Dispose());
}

static int Failed(string line)
{
    Console.Error.WriteLine($"platform: {line}");
    return 1;
}
