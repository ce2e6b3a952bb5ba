using System.Text.Json;

namespace ManifestRunner.Tests;

/// <summary>A platform of a few lines in a folder of its own: all three servers, a service, and an entrance that reaches it.</summary>
public sealed class TinyPlatform : PlatformInAFolder
{
    const string Service = """
        if (Environment.GetEnvironmentVariable("FALLS_WITH") is { } why)
            throw new InvalidOperationException(why);
        var app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/health", () => "ok");
        app.MapGet("/environment", () => Environment.GetEnvironmentVariables());
        app.Run();
        """;

    const string ProjectFile = """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <UseAppHost>false</UseAppHost>
          </PropertyGroup>
        </Project>
        """;

    /// <summary>Built once, beside the tests; every platform runs a copy of what was built.</summary>
    static readonly string shared = SharedProject();

    /// <param name="program">Of the service; null for one that is well.</param>
    public TinyPlatform(bool withServers, string? program = null)
    {
        var project = program is null ? shared : NewProject(Folder.FullName, program);
        File.WriteAllText(Manifest, JsonSerializer.Serialize(new { resources = Resources(withServers, project) }));
    }

    /// <summary>What a service's process found in its environment.</summary>
    public async Task<Dictionary<string, string>> EnvironmentOf(string name)
    {
        using var http = new HttpClient();
        return JsonSerializer.Deserialize<Dictionary<string, string>>(await http.GetStringAsync($"{(await Status(name)).Url}/environment"))!;
    }

    static string SharedProject()
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "hello")).FullName;
        Write(Path.Combine(folder, "Directory.Build.props"), "<Project />"); // the house's settings are not its concern
        Write(Path.Combine(folder, "Directory.Packages.props"), "<Project />");
        return NewProject(folder, Service);
    }

    static string NewProject(string folder, string program)
    {
        var project = Path.Combine(folder, "Hello.csproj");
        Write(project, ProjectFile);
        Write(Path.Combine(folder, "Program.cs"), program);
        return project;
    }

    /// <summary>Leaves alone what is the same, so that it is not built again.</summary>
    static void Write(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            File.WriteAllText(path, text);
    }

    static Dictionary<string, object> Resources(bool withServers, string project)
    {
        var http = new Dictionary<string, object> { ["http"] = new { scheme = "http" }, ["https"] = new { scheme = "https" } };
        var external = new Dictionary<string, object> { ["http"] = new { scheme = "http", external = true } };
        var tcp = new Dictionary<string, object> { ["tcp"] = new { scheme = "tcp" } };
        var resources = new Dictionary<string, object>();
        var environment = new Dictionary<string, string> { ["HTTP_PORTS"] = "{hello.bindings.http.targetPort}" };
        if (withServers)
        {
            resources["mail"] = new { type = "container.v0", image = "rabbitmq:4.2", bindings = tcp, env = new Dictionary<string, string> { ["RABBITMQ_DEFAULT_USER"] = "guest", ["RABBITMQ_DEFAULT_PASS"] = "{secret.value}" }, connectionString = "amqp://guest:{secret.value}@{mail.bindings.tcp.host}:{mail.bindings.tcp.port}" };
            resources["store"] = new { type = "container.v0", image = "postgres:17.6", bindings = tcp, env = new Dictionary<string, string> { ["POSTGRES_USER"] = "postgres", ["POSTGRES_PASSWORD"] = "{secret.value}" }, connectionString = "Host={store.bindings.tcp.host};Port={store.bindings.tcp.port};Username=postgres;Password={secret.value}" };
            resources["hellodb"] = new { type = "value.v0", connectionString = "{store.connectionString};Database=hellodb" };
            resources["quick"] = new { type = "container.v0", image = "redis:8.6", bindings = tcp, env = new Dictionary<string, string> { ["REDIS_PASSWORD"] = "{secret.value}" }, connectionString = "{quick.bindings.tcp.host}:{quick.bindings.tcp.port},password={secret.value}" };
            resources["secret"] = new { type = "parameter.v0", value = "{secret.inputs.value}", inputs = new { value = new { type = "string", @default = new { generate = new { minLength = 22 } } } } };
            environment["ConnectionStrings__hellodb"] = "{hellodb.connectionString}";
            environment["ConnectionStrings__mail"] = "{mail.connectionString}";
            environment["ConnectionStrings__quick"] = "{quick.connectionString}";
            environment["QUICK_HOST"] = "{quick.bindings.tcp.host}";
            environment["HELLO_HTTPS"] = "{hello.bindings.https.url}";
        }
        resources["hello"] = new { type = "project.v0", path = project, env = environment, bindings = http };
        resources["front"] = new { type = "project.v0", path = project, env = new Dictionary<string, string> { ["services__hello__http__0"] = "{hello.bindings.http.url}", ["services__hello-again__http__0"] = "{hello.bindings.http.url}" }, bindings = external };
        return resources;
    }
}
