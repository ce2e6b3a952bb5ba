using CliWrap;
using CliWrap.Buffered;
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
        var aspire = await Cli.Wrap("setsid").WithArguments(["dotnet", "aspire", "resource", service, command, "--non-interactive"]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        if (!aspire.IsSuccess)
            throw new Problem($"{service} could not be asked to {command}: {new Ended(aspire.ExitCode, aspire.StandardOutput, aspire.StandardError).LastWords}");
    }
}
