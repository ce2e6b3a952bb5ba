using System.Diagnostics;
using System.Globalization;
using Processes;
using Servers;

namespace FaultCampaign.Tests;

public class A_signal_to_a_process_and_all_it_started
{
    [Fact]
    public async Task Reaches_those_it_starts_at_that_very_moment()
    {
        const int times = 5;
        for (var time = 0; time < times; time++)
        {
            var mark = $"{Random.Shared.Next(100_000, 999_999)}";
            using var forking = Process.Start("bash", ["-c", $"for one in {{1..400}}; do sleep {mark} & done; wait"]);
            try
            {
                await Eventually.True("it is in the midst of starting others", () => Task.FromResult(Running(mark).Count >= 20));
                Signal.Kill.SendToAll(forking.Id);
                await forking.WaitForExitAsync(TestContext.Current.CancellationToken);

                // What no signal reached would sleep for a day and more.
                await Eventually.Is("all of them have ended", () => Task.FromResult(Running(mark).Count), 0, TimeSpan.FromSeconds(10));
            }
            finally
            {
                Running(mark).ForEach(process => Signal.Kill.Send(process));
            }
        }
    }

    static List<int> Running(string mark) =>
        [.. Directory.EnumerateDirectories("/proc").Where(folder => CommandLine(folder) == $"sleep\0{mark}\0").Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))];

    static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return ""; // it has ended, or is no process
        }
    }
}
