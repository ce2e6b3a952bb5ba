using System.Text.RegularExpressions;
using System.Xml.Linq;
using Servers;

namespace Platform.Tests.Structure;

/// <summary>What keeps the house small and its rooms apart.</summary>
public class The_house
{
    static IEnumerable<string> References(params string[] project) =>
        XDocument.Load(Repository.In(project)).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));

    static IEnumerable<string> Sources(params string[] folders) =>
        folders.SelectMany(folder => Directory.EnumerateFiles(Repository.In(folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/"));

    [Theory]
    [InlineData("Treaties")]
    [InlineData("Reviews")]
    [InlineData("TechnicalAssistance")]
    [InlineData("Networks")]
    [InlineData("Portal")]
    public void Lets_no_service_reference_another(string service) =>
        References("services", service, $"{service}.csproj").ShouldBeSubsetOf(["Contracts", "Figures", "Journal", "Parties", "ServiceDefaults"]);

    [Fact]
    public void Lets_contracts_reference_nothing()
    {
        References("services", "Shared", "Contracts", "Contracts.csproj").ShouldBeEmpty();
        Assemblies.Contracts.GetReferencedAssemblies().ShouldAllBe(assembly => assembly.Name!.StartsWith("System"));
    }

    [Fact]
    public void Lets_no_service_read_another_services_database() =>
        Sources("services").Where(file => !file.Contains("/Shared/"))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "\"(treaties|reviews|technicalassistance|networks)db\"").Select(match => (file, match.Value)))
            .ShouldBeEmpty("a service's connection string follows from its own name");

    [Fact]
    public void Has_no_file_whose_name_says_nothing() =>
        Sources("services", "ServiceDefaults", "tools", "tests").Select(Path.GetFileNameWithoutExtension)
            .ShouldAllBe(name => !Regex.IsMatch(name!, "(Helper|Helpers|Utils|Utilities|Manager|Common|Misc|Extensions)$"));

    [Fact]
    public void Has_no_file_longer_than_four_hundred_lines() =>
        Sources("services", "ServiceDefaults", "tools", "tests").Where(file => File.ReadLines(file).Count() > 400).ShouldBeEmpty();

    [Fact]
    public void Forbids_the_wall_clock_everywhere() =>
        File.ReadAllText(Repository.In("BannedSymbols.txt")).ShouldContain("P:System.DateTimeOffset.UtcNow");

    [Fact]
    public void Has_every_project_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.In("Platform.sln")).Replace('\\', '/');
        Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).Where(file => !file.Contains("/.platform/") && !file.Contains("/bin/"))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).ShouldAllBe(project => solution.Contains(project));
    }
}
