using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ManifestRunner.Servers;

namespace Platform.Tests.Manifest;

/// <summary>The committed manifest is what the AppHost publishes; where Aspire restores, <c>./platform manifest --check</c> asks the publisher itself.</summary>
public sealed partial class The_manifest_and_the_AppHost
{
    static readonly AppHostProgram program = AppHostProgram.Read();
    static readonly JsonElement resources = JsonDocument.Parse(File.ReadAllText(Repository.In("aspire-manifest.json"))).RootElement.GetProperty("resources");
    static readonly IReadOnlyList<Added> projects = [.. program.Resources.Where(added => added.Kind == "Project")];

    [Fact]
    public void Name_the_same_resources_in_the_same_order()
    {
        var generated = resources.EnumerateObject().Count() - program.Resources.Count;

        resources.EnumerateObject().Select(entry => entry.Name).SkipLast(generated).ShouldBe(program.Resources.Select(added => added.Name));
        resources.EnumerateObject().TakeLast(generated).ShouldAllBe(entry => Generated().IsMatch(entry.Name));
    }

    [Fact]
    public void Agree_on_what_each_resource_is()
    {
        foreach (var added in program.Resources)
            Entry(added).GetProperty("type").GetString().ShouldBe(added.Kind switch
            {
                "Parameter" => "parameter.v0",
                "Database" => "value.v0",
                "Project" => "project.v0",
                _ => "container.v0",
            }, added.Name);
    }

    [Fact]
    public void Agree_on_every_reference_of_every_project_and_its_order()
    {
        foreach (var project in projects)
        {
            var referred = project.Arguments("WithReference").Select(arguments => program.Of(arguments[0]))
                .SelectMany(to => to.Kind == "Project" ? [$"services__{to.Name}__http__0", $"services__{to.Name}__https__0"] : (string[])[$"ConnectionStrings__{to.Name}"]);

            Environment(project).Select(variable => variable.Name)
                .Where(name => name.StartsWith("ConnectionStrings__", StringComparison.Ordinal) || name.StartsWith("services__", StringComparison.Ordinal))
                .ShouldBe(referred, project.Name);
        }
    }

    [Fact]
    public void Agree_on_every_variable_that_is_set_by_hand()
    {
        foreach (var project in projects)
        {
            project.Arguments("WithEnvironment").Count().ShouldBe(2, project.Name);
            foreach (var arguments in project.Arguments("WithEnvironment"))
                Environment(project).Single(variable => variable.Name == arguments[0].Trim('"')).Value.GetString().ShouldBe($"{{{program.Of(arguments[1]).Name}.value}}");
        }
    }

    [Fact]
    public void Agree_on_the_volumes()
    {
        foreach (var added in program.Resources.Where(added => added.Has("WithDataVolume")))
            Entry(added).GetProperty("volumes")[0].GetProperty("name").GetString().ShouldBe(added.Arguments("WithDataVolume").Single()[0].Trim('"'));
        resources.EnumerateObject().Count(entry => entry.Value.TryGetProperty("volumes", out _)).ShouldBe(program.Resources.Count(added => added.Has("WithDataVolume")));
    }

    /// <summary>And so does the runner, which starts another Redis in the container's place.</summary>
    [Fact]
    public void Agree_on_how_much_the_cache_may_hold()
    {
        program.Of("cache").Arguments("WithMemoryLimit").Single().ShouldBe([$"\"{RedisServer.Limit}\""]);
        Entry(program.Of("cache")).GetProperty("args")[1].GetString().ShouldBe($"redis-server --requirepass $REDIS_PASSWORD --maxmemory {RedisServer.Limit} --maxmemory-policy allkeys-lru");
    }

    [Fact]
    public void Agree_on_the_management_pages_of_the_broker() =>
        Entry(program.Of("messaging")).GetProperty("bindings").TryGetProperty("management", out _).ShouldBe(program.Of("messaging").Has("WithManagementPlugin"));

    [Fact]
    public void Agree_on_what_the_outside_reaches()
    {
        foreach (var project in projects)
            foreach (var binding in Entry(project).GetProperty("bindings").EnumerateObject())
                (binding.Value.TryGetProperty("external", out var external) && external.GetBoolean()).ShouldBe(project.Has("WithExternalHttpEndpoints"), project.Name);
        projects.Where(project => project.Has("WithExternalHttpEndpoints")).Select(project => project.Name).ShouldBe(["portal"]);
    }

    [Fact]
    public void Agree_on_the_project_files()
    {
        var referenced = XDocument.Load(Repository.In("AppHost", "AppHost.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetRelativePath(Repository.Root, Path.GetFullPath(Repository.In("AppHost", reference.Attribute("Include")!.Value)))).ToList();

        projects.Select(project => Entry(project).GetProperty("path").GetString()).ShouldBe(referenced);
        projects.Select(project => project.Type).ShouldBe(referenced.Select(path => Path.GetFileNameWithoutExtension(path)));
        referenced.ShouldAllBe(path => File.Exists(Repository.In(path)));
    }

    [Fact]
    public void Have_a_service_wait_for_every_server_and_database_it_uses()
    {
        foreach (var project in projects)
            project.Arguments("WaitFor").Select(arguments => arguments[0])
                .ShouldBe(project.Arguments("WithReference").Select(arguments => arguments[0]).Where(variable => program.Of(variable).Kind != "Project"), project.Name);
    }

    [Fact]
    public void Have_every_service_asked_for_its_health() =>
        projects.ShouldAllBe(project => project.Arguments("WithHttpHealthCheck").Single().Single() == "\"/health\"");

    /// <summary>Without an address in its launch settings a service has no endpoint, and a reference to it gives nothing and says nothing.</summary>
    [Fact]
    public void Have_an_address_for_every_service()
    {
        foreach (var project in projects)
        {
            var settings = JsonDocument.Parse(File.ReadAllText(Repository.In(Path.GetDirectoryName(Entry(project).GetProperty("path").GetString())!, "Properties", "launchSettings.json")));
            var first = settings.RootElement.GetProperty("profiles").EnumerateObject().First().Value;
            first.GetProperty("commandName").GetString().ShouldBe("Project");
            first.GetProperty("applicationUrl").GetString()!.ShouldStartWith("http://localhost:");
            first.GetProperty("environmentVariables").GetProperty("ASPNETCORE_ENVIRONMENT").GetString().ShouldBe("Development");
        }
    }

    [Fact]
    public void Are_published_without_a_final_line_break() => File.ReadAllText(Repository.In("aspire-manifest.json")).ShouldEndWith("}\n}");

    static JsonElement Entry(Added added) => resources.GetProperty(added.Name);

    static IEnumerable<JsonProperty> Environment(Added project) => Entry(project).GetProperty("env").EnumerateObject();

    [GeneratedRegex("^(messaging|cache|postgres)-password(-uri-encoded)?$|^cond-cache-bindings-tcp-tlsenabled-[0-9a-f]{8}$")]
    private static partial Regex Generated();
}
