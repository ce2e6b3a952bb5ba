using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Contracts;
using Journal;
using Servers;
using Platform.Tests.Structure;

namespace Platform.Tests.Facts;

/// <summary>Old payloads are never rewritten, so every shape a fact was ever stored in must stay readable: <c>docs/facts/{type}.json</c>, and <c>{type}.{n}.json</c> for shapes it has grown out of.</summary>
public class A_fact
{
    static readonly JsonSerializerOptions written = new(FactTypes.Json) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names() => [.. Assemblies.Facts.Select(fact => FactTypes.Of(fact).Name).Order(StringComparer.Ordinal)];

    static Type Named(string name) => Assemblies.Facts.Single(fact => FactTypes.Of(fact).Name == name);

    static string Sample(string name) => Repository.In("docs", "facts", $"{name}.json");

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_a_sample_and_reads_and_writes_all_of_it(string name)
    {
        File.Exists(Sample(name)).ShouldBeTrue($"docs/facts/{name}.json is missing: write one by hand, of a real case");
        var sample = File.ReadAllText(Sample(name));

        var again = JsonSerializer.Serialize(JsonSerializer.Deserialize(sample, Named(name), FactTypes.Json), Named(name), written) + "\n";

        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") is not null)
            File.WriteAllText(Sample(name), again);
        else
            again.ShouldBe(sample, $"a property of {name} was renamed, removed or added; facts only grow (UPDATE_DOCS=1 writes the sample anew)");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Still_reads_every_shape_it_was_ever_stored_in(string name)
    {
        foreach (var former in Directory.EnumerateFiles(Repository.In("docs", "facts"), $"{name}.*.json"))
            JsonSerializer.Deserialize(File.ReadAllText(former), Named(name), FactTypes.Json).ShouldNotBeNull();
    }

    [Fact]
    public void That_was_stored_once_keeps_its_name()
    {
        var known = Names().Select(row => row.Data).ToHashSet();
        Directory.EnumerateFiles(Repository.In("docs", "facts"), "*.json").Select(Path.GetFileName)
            .ShouldAllBe(file => known.Any(name => file == $"{name}.json" || file!.StartsWith($"{name}.", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_a_sealed_record_that_cannot_be_changed(string name)
    {
        var fact = Named(name);
        fact.IsSealed.ShouldBeTrue();
        fact.GetMethod("<Clone>$").ShouldNotBeNull("a fact is a record");
        fact.GetProperties().Where(property => property.Name != "EqualityContract").ShouldAllBe(property =>
            property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)));
    }

    [Fact]
    public void Is_published_exactly_when_it_is_a_contract() =>
        Assemblies.Facts.ShouldAllBe(fact => FactTypes.Of(fact).Published == (fact.Assembly == typeof(Recorded).Assembly));

    [Theory]
    [MemberData(nameof(Names))]
    public void Carries_no_name_of_a_person(string name) =>
        JsonNode.Parse(File.ReadAllText(Sample(name)))!.AsObject().Select(property => property.Key)
            .ShouldAllBe(key => !new[] { "person", "personName", "firstName", "lastName", "email", "phone", "contact" }.Contains(key));
}
