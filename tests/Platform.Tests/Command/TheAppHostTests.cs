using CliWrap;
using CliWrap.Buffered;
using Servers;

namespace Platform.Tests.Command;

/// <summary>The AppHost, started by whoever does not use <c>./platform</c>.</summary>
public sealed class The_AppHost : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("platform-options-");

    [Theory]
    [InlineData("--Port abc", "--Port takes a whole number from 1 to 65535, not abc.")]
    [InlineData("--Port 99999999", "--Port takes a whole number from 1 to 65535, not 99999999.")]
    [InlineData("--Replicas 0", "--Replicas takes a whole number from 1 to 100, not 0.")]
    [InlineData("--Servers nonsense", "--Servers is containers or local, not nonsense.")]
    public async Task Refuses_in_one_sentence_what_it_does_not_take(string words, string said)
    {
        var refused = await Run(words);

        refused.StandardError.ShouldBe($"platform: {said}{Environment.NewLine}");
        refused.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Says_in_one_sentence_that_a_port_is_taken()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;

        var refused = await Run($"--Port {port}");

        refused.StandardError.ShouldBe($"platform: Port {port} is taken: another program listens there.{Environment.NewLine}");
        refused.ExitCode.ShouldBe(2);
    }

    async Task<BufferedCommandResult> Run(string words)
    {
        var program = Repository.In("AppHost", "bin", Path.Combine(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar)[^2..]), "AppHost.dll");
        return await Cli.Wrap("dotnet").WithArguments([program, "--Folder", folder.FullName, .. words.Split(' ')]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
    }

    public void Dispose() => folder.Delete(recursive: true);
}
