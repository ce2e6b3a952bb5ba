using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using Servers;

namespace Platform.Tests.Interfaces.Clients;

/// <summary>The clients that NSwag generates from the documents, as a State's developer would have them for C#.</summary>
[Collection(ProgramsOfOthers.Name)]
public sealed class The_clients_of_NSwag(ServicesBehindTheGateway services)
{
    static readonly string[] documents = ["treaties", "reviews", "technical-assistance", "networks"];

    /// <summary>The clients together with the walk.</summary>
    static readonly Lazy<Task<Assembly>> compiled = new(Compile);

    [Fact]
    public async Task Compile_without_a_warning_and_walk_through_the_platform()
    {
        var (state, today, seen) = ("NGA", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), new List<string>());

        var take = (await compiled.Value).GetType("Walk")!.GetMethod("Take")!;
        await (Task)take.Invoke(null, [services.Address, (Func<string, string>)ServicesBehindTheGateway.TokenOf, state, "FRA", (Action<string>)seen.Add])!;

        seen.ShouldBe(await services.SeenOf(state, today));
    }

    /// <summary>It numbers what has no name of its own, and calls an object what it is told nothing of.</summary>
    [Fact]
    public async Task Have_names_and_types_for_everything()
    {
        var types = (await compiled.Value).GetExportedTypes();

        types.Select(type => type.Name.Split('`')[0]).Where(name => char.IsDigit(name[^1])).ShouldBeEmpty();
        types.SelectMany(type => type.GetProperties()).Where(it => it.PropertyType == typeof(object) || it.PropertyType == typeof(ICollection<object>))
            .Select(it => $"{it.DeclaringType}.{it.Name}").ShouldBeEmpty();
    }

    static async Task<Assembly> Compile() =>
        Compiled([.. await Task.WhenAll(documents.Select(Generated)), await File.ReadAllTextAsync(Repository.In("tests", "Platform.Tests", "Interfaces", "Clients", "Walk.cs"))]);

    /// <remarks>With Newtonsoft.Json, NSwag's own choice: what it writes for System.Text.Json cannot read a list of words.</remarks>
    static async Task<string> Generated(string service)
    {
        var name = string.Concat(service.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = $"{name}Client",
            WrapResponses = true,               // with the headers: the ETag that a change is made under
            GenerateOptionalParameters = true,  // what need not be said is left out
            CSharpGeneratorSettings =
            {
                Namespace = name,
                GenerateNullableReferenceTypes = true,
                DateType = "System.DateOnly",   // a day is the same day everywhere
            },
        };
        return new CSharpClientGenerator(await OpenApiDocument.FromFileAsync(Repository.In("docs", "api", $"{service}.json")), settings).GenerateFile();
    }

    static Assembly Compiled(IEnumerable<string> sources)
    {
        // As a new project has them.
        var implicitUsings = string.Concat(new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks" }
            .Select(name => $"global using {name};"));
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetDirectoryName(file) == Path.GetDirectoryName(typeof(object).Assembly.Location));
        var compilation = CSharpCompilation.Create("clients", sources.Prepend(implicitUsings).Select(source => CSharpSyntaxTree.ParseText(source)),
            framework.Append(typeof(Newtonsoft.Json.JsonConvert).Assembly.Location).Select(file => MetadataReference.CreateFromFile(file)),
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var assembly = new MemoryStream();
        compilation.Emit(assembly).Diagnostics.Where(it => it.Severity >= DiagnosticSeverity.Warning).Select(it => it.ToString()).ShouldBeEmpty();
        return Assembly.Load(assembly.ToArray());
    }
}
