using System.Reflection;
using Processes;

namespace AppHost;

/// <summary>How whoever starts the AppHost is told that it cannot start so.</summary>
static class Refusals
{
    /// <summary>A <see cref="Problem"/> ends this program with its one sentence and 2, without a stack trace. In another's process it stays an exception, for who started it there.</summary>
    public static void InOneSentence()
    {
        if (Assembly.GetEntryAssembly() != typeof(Refusals).Assembly)
            return;
        AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
        {
            if (thrown.ExceptionObject is not Problem problem)
                return;
            Console.Error.WriteLine($"platform: {problem.Message}");
            Environment.Exit(2);
        };
    }
}
