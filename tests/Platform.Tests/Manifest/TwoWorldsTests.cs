using System.Xml.Linq;

namespace Platform.Tests.Manifest;

/// <summary>One code base for a network with the public feed and one without: they differ in named places only (docs/decisions, "two worlds").</summary>
public sealed class The_two_worlds
{
    static readonly string[] folders = ["AppHost", "ServiceDefaults", "services", "tests", "tools"];

    [Fact]
    public void Differ_in_the_packages_named_here_and_in_no_others()
    {
        var conditional = BuildFiles().SelectMany(file => XDocument.Load(file).Descendants()
            .Where(element => element.Attribute("Include") is not null && element.AncestorsAndSelf().Any(IsConditional))
            .Select(element => $"{Path.GetFileName(file)}: {element.Name.LocalName} {element.Attribute("Include")!.Value}"));

        conditional.Distinct().Order(StringComparer.Ordinal).ShouldBe(new[]
        {
            // the clients of Redis and of the broker: the release each world has
            "Directory.Packages.props: PackageVersion StackExchange.Redis",
            "Directory.Packages.props: PackageVersion RabbitMQ.Client",
            // hosting the telemetry
            "Directory.Packages.props: PackageVersion OpenTelemetry",
            "Directory.Packages.props: PackageVersion OpenTelemetry.Api.ProviderBuilderExtensions",
            "Directory.Packages.props: PackageVersion OpenTelemetry.Extensions.Hosting",
            "ServiceDefaults.csproj: PackageReference OpenTelemetry",
            "ServiceDefaults.csproj: PackageReference OpenTelemetry.Api.ProviderBuilderExtensions",
            "ServiceDefaults.csproj: PackageReference OpenTelemetry.Extensions.Hosting",
            // servers for the tests
            "Servers.csproj: PackageReference Testcontainers.PostgreSql",
            "Servers.csproj: PackageReference Testcontainers.RabbitMq",
            "Servers.csproj: PackageReference Testcontainers.Redis",
            // dependencies that are missing on the mirror and not needed at run time
            "Portal.csproj: PrunePackageReference System.IO.Hashing",
            "Directory.Build.props: PrunePackageReference System.IO.Hashing",
        }.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Differ_in_the_code_of_three_places_and_in_no_others() =>
        SourceFiles("*.cs").Where(file => File.ReadLines(file).Any(line => line.StartsWith('#') && line.Contains("PUBLIC_FEED", StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)
            .ShouldBe([
                "ServiceDefaults/Caching/CacheConnection.cs",
                "ServiceDefaults/Telemetry/OpenTelemetryHosting.cs",
                "tests/Servers/ContainerServers.cs",
                "tests/Servers/DistributionServers.cs",
            ]);

    [Fact]
    public void Are_chosen_by_one_switch_that_is_off_unless_Aspire_is_asked_for()
    {
        var choices = BuildFiles().SelectMany(file => XDocument.Load(file).Descendants("PublicFeed").Select(element => (File: Path.GetFileName(file), element.Value, Condition: element.Attribute("Condition")!.Value)));

        choices.ShouldBe([
            ("Directory.Build.props", "true", "'$(PublicFeed)' == '' and '$(Configuration)' == 'Aspire'"),
            ("Directory.Build.props", "false", "'$(PublicFeed)' == ''"),
        ]);
        File.ReadAllText(Repository.In("AppHost", "Directory.Build.rsp")).Trim().ShouldBe("-p:PublicFeed=true");
    }

    [Fact]
    public void Build_the_AppHost_only_where_its_packages_can_be_had()
    {
        var solution = File.ReadAllLines(Repository.In("Platform.sln"));
        var appHost = solution.Single(line => line.Contains("AppHost.csproj", StringComparison.Ordinal)).Split('"')[^2];

        solution.Where(line => line.Contains(appHost, StringComparison.Ordinal) && line.Contains(".Build.0", StringComparison.Ordinal)).Select(line => line.Trim())
            .ShouldBe([$"{appHost}.Aspire|Any CPU.Build.0 = Aspire|Any CPU"]);
    }

    [Fact]
    public void Take_every_version_from_one_file() =>
        BuildFiles().Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).SelectMany(file => XDocument.Load(file).Descendants("PackageReference"))
            .ShouldAllBe(reference => reference.Attribute("Version") == null);

    static bool IsConditional(XElement element) => element.Attribute("Condition")?.Value.Contains("PublicFeed", StringComparison.Ordinal) == true;

    static IEnumerable<string> BuildFiles() => [.. SourceFiles("*.csproj"), .. SourceFiles("*.props"), .. Directory.GetFiles(Repository.Root, "*.props")];

    static IEnumerable<string> SourceFiles(string pattern) => folders.SelectMany(folder => Directory.EnumerateFiles(Repository.In(folder), pattern, SearchOption.AllDirectories))
        .Where(file => !Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
}
