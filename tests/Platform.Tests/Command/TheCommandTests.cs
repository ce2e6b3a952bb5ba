using System.Diagnostics;
using CliWrap;
using CliWrap.Buffered;
using Servers;

namespace Platform.Tests.Command;

/// <summary><c>./platform</c> as somebody types it who does not know it yet: a copy without a platform, so that nothing real is started or stopped.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class The_command : IDisposable
{
    readonly DirectoryInfo clone = Directory.CreateTempSubdirectory("platform-command-");

    public The_command()
    {
        foreach (var file in (string[])["platform", "AppHost/up.sh", "AppHost/Servers/local/need.sh", "tests/run.sh", "tools/demos/loop.sh", "tools/demos/deposit.sh"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(In(file))!);
            File.Copy(Repository.In(file.Split('/')), In(file));
        }
    }

    string In(string name) => Path.Combine(clone.FullName, name);

    async Task<BufferedCommandResult> Say(string words) =>
        await Cli.Wrap(In("platform")).WithArguments(words.Split(' ')).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

    [Theory]
    [InlineData("up --port", "--port takes a value")]
    [InlineData("up --port abc", "--port takes a whole number from 1 to 65535, not abc")]
    [InlineData("up --port 99999999", "--port takes a whole number from 1 to 65535, not 99999999")]
    [InlineData("up --replicas 0", "--replicas takes a whole number from 1 to 100, not 0")]
    [InlineData("up --servers nonsense", "--servers is containers or local, not nonsense")]
    [InlineData("up nonsense", "up does not know nonsense: it takes --port, --replicas and --servers. See ./platform help")]
    [InlineData("down nonsense", "down does not know nonsense: it takes nothing. See ./platform help")]
    [InlineData("status nonsense", "status does not know nonsense: it takes nothing. See ./platform help")]
    [InlineData("restart", "restart which? ./platform restart NAME; ./platform status shows the names")]
    [InlineData("stop treaties reviews", "stop does not know reviews: it takes one NAME. See ./platform help")]
    [InlineData("demo deposit extra", "demo deposit does not know extra: it takes nothing. See ./platform help")]
    [InlineData("demo dance", "there is no demonstration 'dance'. There are: deposit loop; demo down stops it")]
    [InlineData("manifest --nonsense", "manifest does not know --nonsense: it takes --check or nothing. See ./platform help")]
    [InlineData("test --nonsense", "test does not know --nonsense: it takes --campaign, --all and a FILTER. See ./platform help")]
    [InlineData("test One Two", "test does not know Two: it takes one FILTER. See ./platform help")]
    [InlineData("dance", "there is no ./platform dance. See ./platform help")]
    public async Task Refuses_in_one_sentence_what_it_does_not_take_before_it_does_anything(string words, string said)
    {
        var refused = await Say(words);

        refused.StandardError.ShouldBe($"platform: {said}\n");
        refused.StandardOutput.ShouldBeEmpty();
        refused.ExitCode.ShouldBe(2);
        Directory.Exists(In(".platform")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("up"), InlineData("down"), InlineData("status"), InlineData("logs"), InlineData("start"), InlineData("stop"), InlineData("restart"), InlineData("backup"), InlineData("restore")]
    [InlineData("test"), InlineData("token"), InlineData("demo"), InlineData("faults"), InlineData("bench"), InlineData("manifest")]
    public async Task Tells_of_each_verb_what_it_does(string verb)
    {
        var help = await Say($"{verb} --help");

        help.StandardOutput.ShouldStartWith("./platform ");
        help.StandardOutput.Split('\n')[0].ShouldContain(verb);
        help.StandardOutput.Split("./platform ").Length.ShouldBe(2, "one verb's help is not another's");
        help.ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("status"), InlineData("logs treaties"), InlineData("restart treaties")]
    public async Task Says_that_the_platform_is_down_and_what_starts_it(string words)
    {
        var said = await Say(words);

        said.StandardError.ShouldBe("platform: the platform is down: ./platform up starts it\n");
        said.ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("up"), InlineData("token --role operator"), InlineData("test")]
    public async Task Says_in_one_sentence_that_its_folder_is_none(string words)
    {
        await File.WriteAllTextAsync(In(".platform"), "");

        var refused = await Say(words);

        refused.StandardError.ShouldBe($"platform: {In(".platform")} has to be a folder that you can write to: remove what is there, or be its owner\n");
        refused.ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Waits_while_another_starts_the_platform()
    {
        Directory.CreateDirectory(In(".platform"));
        using var other = Process.Start(new ProcessStartInfo("flock", [In(".platform/up.lock"), "sh", "-c", "echo held; read line"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        (await other.StandardOutput.ReadLineAsync()).ShouldBe("held");
        using var up = Process.Start(new ProcessStartInfo(In("platform"), ["up"]) { RedirectStandardOutput = true })!;
        try
        {
            (await up.StandardOutput.ReadLineAsync()).ShouldBe("The platform is being started already; waiting until everything is healthy.");
            up.WaitForExit(TimeSpan.FromSeconds(1)).ShouldBeFalse();
        }
        finally
        {
            up.Kill(entireProcessTree: true);
            other.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => clone.Delete(recursive: true);
}
