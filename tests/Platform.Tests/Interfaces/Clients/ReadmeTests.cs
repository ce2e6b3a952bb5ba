using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using CsvHelper;
using Servers;

namespace Platform.Tests.Interfaces.Clients;

/// <summary><c>docs/api/README.md</c>: every line of it that can be typed is typed here, before the running services.</summary>
[Collection(ProgramsOfOthers.Name)]
public sealed partial class The_page_on_calling_the_platform(ServicesBehindTheGateway services) : IDisposable
{
    const string Newcomers = "http://localhost:8080", Expected = "#=> ";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("platform-clients-");

    static string Page => File.ReadAllText(Repository.In("docs", "api", "README.md"));

    static string[] Block(string language)
    {
        var lines = Regex.Match(Page, $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 0 ? lines : throw new InvalidDataException($"It has no {language}.");
    }

    [Fact]
    public async Task Says_in_a_shell_what_is_answered()
    {
        var lines = Block("bash");
        // In the place of the command, which signs for its own platform: these services know the tests' key.
        var command = Path.Combine(folder.FullName, "platform");
        await File.WriteAllTextAsync(command, $"#!/bin/sh\n[ \"$*\" = 'token --role central-authority --state KEN' ] && echo '{ServicesBehindTheGateway.TokenOf("KEN")}'\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var typed = string.Join('\n', lines).Replace(Newcomers, services.Address, StringComparison.Ordinal);
        var run = await Cli.Wrap("bash").WithArguments(["-euo", "pipefail", "-c", typed])
            .WithWorkingDirectory(folder.FullName).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

        (run.ExitCode, run.StandardError).ShouldBe((0, ""), run.StandardOutput);
        var expected = lines.Select(line => line.Split(Expected)).Where(parts => parts.Length == 2).Select(parts => parts[1]).ToList();
        expected.Count.ShouldBeGreaterThan(4);
        run.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(expected);
    }

    /// <summary>The walks are compiled and run as they stand.</summary>
    [Theory]
    [InlineData("csharp", "Walk.cs")]
    [InlineData("typescript", "walk.ts")]
    public void Shows_lines_of_what_is_run(string language, string walk)
    {
        var run = File.ReadAllLines(Repository.In("tests", "Platform.Tests", "Interfaces", "Clients", walk)).Select(line => line.Trim()).ToHashSet();

        Block(language).Where(line => !run.Contains(line)).ShouldBeEmpty($"not in {walk}");
    }

    /// <summary>Its switches are those that the test generates with.</summary>
    [Fact]
    public void Names_the_settings_that_are_used()
    {
        var tests = string.Concat(new[] { "NSwagTests.cs", "OpenApiTypeScriptTests.cs" }.Select(file => File.ReadAllText(Repository.In("tests", "Platform.Tests", "Interfaces", "Clients", file))));

        var named = Switch().Matches(Page).Select(match => match.Groups[1].Value).Except(["input", "classname", "namespace", "output"]).ToList();
        named.Count.ShouldBe(5);
        named.Where(name => !tests.Contains(name, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Gives_addresses_of_tables()
    {
        using var http = new HttpClient();
        var addresses = Block("text");
        addresses.Length.ShouldBeGreaterThan(2);
        foreach (var address in addresses.Select(it => it.Replace(Newcomers, services.Address, StringComparison.Ordinal)))
        {
            using var answer = await http.GetAsync(address);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv", address);
            using var table = CsvReader.Create(new StringReader(await answer.Content.ReadAsStringAsync()), CsvReaderOptions.Default with
            {
                MalformedData = CsvMalformedDataHandling.Throw,
                FieldCountMismatch = CsvFieldCountHandling.Throw,
            });
            var rows = 0;
            while (table.Read())
                rows++;

            table.Headers.Count.ShouldBeGreaterThan(2, address);
            if (JsonNode.Parse(await http.GetStringAsync(address.Replace("format=csv", "format=json", StringComparison.Ordinal)))!["items"] is JsonArray items)
                rows.ShouldBe(items.Count, address);
            rows.ShouldBeGreaterThan(0, address);
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    [GeneratedRegex(@"(?<= |^)(?:--|/)([a-zA-Z-]+)(?==|:)", RegexOptions.Multiline)]
    private static partial Regex Switch();
}
