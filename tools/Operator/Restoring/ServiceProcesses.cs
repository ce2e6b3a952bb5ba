using System.Diagnostics;
using Processes;

namespace Operator.Restoring;

/// <summary>Stops and starts every process of a service: what a restore needs of whatever runs them.</summary>
interface IServiceProcesses
{
    /// <summary>Until none of them works any more.</summary>
    /// <exception cref="Problem">They cannot be stopped.</exception>
    Task Stop(string service);

    /// <exception cref="Problem">They cannot be started.</exception>
    Task Start(string service);
}

/// <summary>Through the AppHost that runs in this folder, as its dashboard does it; one name stands for all replicas.</summary>
sealed class AspireProcesses : IServiceProcesses
{
    public Task Stop(string service) => Ask(service, "stop");

    public Task Start(string service) => Ask(service, "start");

    static async Task Ask(string service, string command)
    {
        // setsid: a Ctrl-C of the terminal must not reach it, or a service that was stopped would not be started again.
        string[] arguments = ["dotnet", "aspire", "resource", service, command, "--non-interactive"];
        using var aspire = Process.Start(new ProcessStartInfo("setsid", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (aspire.StandardOutput.ReadToEndAsync(), aspire.StandardError.ReadToEndAsync());
        await aspire.WaitForExitAsync();
        if (aspire.ExitCode != 0)
            throw new Problem($"{service} could not be asked to {command}: {new Ended(aspire.ExitCode, await output, await errors).LastWords}");
    }
}
