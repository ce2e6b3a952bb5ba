using System.Text.RegularExpressions;

namespace Platform.Tests.Manifest;

/// <summary>What <c>AppHost/Program.cs</c> says, read from its text: here its packages cannot be had, so it cannot be asked.</summary>
/// <remarks>Understands statements of the shape <c>var x = y.AddKind&lt;Type&gt;("name").Call(…).Call(…);</c>, which is all the topology needs.</remarks>
sealed partial class AppHostProgram
{
    public IReadOnlyList<Added> Resources { get; }

    AppHostProgram(string text)
    {
        var uncommented = Comment().Replace(text, "");
        Resources = [.. uncommented.Split(';').Select(statement => Statement().Match(statement)).Where(match => match.Success).Select(Read)];
    }

    public static AppHostProgram Read() => new(File.ReadAllText(Repository.In("AppHost", "Program.cs")));

    /// <summary>The resource a variable stands for.</summary>
    public Added Of(string variable) => Resources.Single(added => added.Variable == variable);

    static Added Read(Match match) => new(match.Groups["variable"].Value, match.Groups["kind"].Value, match.Groups["type"].Value, match.Groups["name"].Value,
        [.. Call().Matches(match.Groups["rest"].Value).Select(call => new Called(call.Groups["method"].Value, [.. call.Groups["arguments"].Value.Split(',', StringSplitOptions.TrimEntries)]))]);

    [GeneratedRegex("//[^\n]*")]
    private static partial Regex Comment();

    // A compute environment is added on request only (case "…": builder.Add…), so it is no part of the topology.
    [GeneratedRegex("""^\s*var\s+(?<variable>\w+)\s*=\s*\w+\.Add(?<kind>\w+?)(<Projects\.(?<type>\w+)>)?\("(?<name>[^"]+)"[^)]*\)(?<rest>.*)$""", RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\.(?<method>With\w+|WaitFor)\((?<arguments>[^()]*)\)")]
    private static partial Regex Call();
}

/// <param name="Kind">What was added: <c>Project</c>, <c>RabbitMQ</c> …</param>
/// <param name="Type">Of a project, its type in <c>Projects</c>; else empty.</param>
sealed record Added(string Variable, string Kind, string Type, string Name, IReadOnlyList<Called> Calls)
{
    public IEnumerable<string[]> Arguments(string method) => Calls.Where(call => call.Method == method).Select(call => call.Arguments);

    public bool Has(string method) => Calls.Any(call => call.Method == method);
}

sealed record Called(string Method, string[] Arguments);
