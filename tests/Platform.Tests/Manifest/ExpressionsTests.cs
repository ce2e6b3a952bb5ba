using FsCheck;
using FsCheck.Fluent;
using ManifestRunner.Manifests;
using ManifestRunner.Processes;

namespace Platform.Tests.Manifest;

using Manifest = ManifestRunner.Manifests.Manifest;

public sealed class An_expression_of_the_manifest
{
    static readonly Parameter password = new("password", null, "{password.inputs.value}", null, null);
    static readonly AnnotatedString encoded = new("password-uri-encoded", "{password.value}", "uri");
    static readonly Container server = new("server", "host={server.bindings.tcp.host};password={password.value}", "docker.io/library/postgres:17.6",
        new Dictionary<string, string>(), new Dictionary<string, Binding> { ["tcp"] = new("tcp", false), ["tls"] = new("tls", false) });
    static readonly Value database = new("db", "{server.connectionString};database=db");

    [Fact]
    public void Is_followed_through_other_expressions_to_the_end() =>
        Resolved("{db.connectionString}", "secret").ShouldBe("host=127.0.0.1;password=secret;database=db");

    [Fact]
    public void Gives_every_property_of_a_binding() =>
        Resolved("{server.bindings.tcp.scheme} {server.bindings.tcp.host} {server.bindings.tcp.port} {server.bindings.tcp.targetPort} {server.bindings.tcp.url}", "")
            .ShouldBe("tcp 127.0.0.1 4711 4711 tcp://127.0.0.1:4711");

    [Fact]
    public void Of_something_nobody_serves_here_gives_nothing_at_all() => Resolved("at {server.bindings.tls.url}", "").ShouldBeNull();

    [Fact]
    public void Yields_to_a_connection_string_from_the_environment() =>
        new Expressions(Of(password, server, database), new Supplied("secret", Given: "host=elsewhere")).Resolve("{db.connectionString}").ShouldBe("host=elsewhere;database=db");

    [Theory]
    [InlineData("{server.bindings.udp.port}", "server has no bindings.udp.port")]
    [InlineData("{server.bindings.tcp.colour}", "a binding has no colour")]
    [InlineData("{password.connectionString}", "password has no connectionString")]
    [InlineData("{db.value}", "db has no value")]
    public void That_names_what_is_not_there_is_named_in_the_refusal(string expression, string why)
    {
        var problem = Should.Throw<Problem>(() => Resolved($"a {expression} b", ""));

        problem.Message.ShouldContain(expression);
        problem.Message.ShouldContain(why);
    }

    [Fact]
    public void That_leads_back_to_itself_is_refused_with_the_way_it_went()
    {
        var circle = Of(new Value("a", "{b.connectionString}"), new Value("b", "{a.connectionString}"));

        Should.Throw<Problem>(() => new Expressions(circle, new Supplied("")).Resolve("{a.connectionString}"))
            .Message.ShouldContain("{a.connectionString} → {b.connectionString} → {a.connectionString}");
    }

    [Fact]
    public void Never_changes_a_value_it_puts_in_whatever_its_characters() =>
        Prop.ForAll<NonNull<string>>(secret => Resolved("<{password.value}>", secret.Get) == $"<{secret.Get}>").QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("{password.value}")]
    [InlineData("{server.bindings.tcp.port}")]
    [InlineData("{}")]
    public void Is_not_looked_for_in_the_value_of_another(string secret) => Resolved("{server.connectionString}", secret).ShouldBe($"host=127.0.0.1;password={secret}");

    [Fact]
    public void With_the_uri_filter_reads_back_as_the_value() =>
        Prop.ForAll<UnicodeText>(secret => Uri.UnescapeDataString(Resolved("{password-uri-encoded.value}", secret.Text)!) == secret.Text).QuickCheckThrowOnFailure();

    [Fact]
    public void Is_nothing_but_the_name_of_a_resource_all_other_braces_are_text() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>((before, inside) =>
        {
            var text = $"{before.Get}{{unknown-{inside.Get}.value}}{{route}}";
            return Resolved(text, "secret") == text;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_the_committed_manifest_always_resolves()
    {
        var committed = Manifest.Read(Repository.In("aspire-manifest.json"));
        var expressions = new Expressions(committed, new Supplied("secret"));

        foreach (var project in committed.Projects)
            foreach (var (name, text) in project.Environment)
                expressions.Resolve(text).ShouldNotBeNull($"{project.Name}: {name}").ShouldNotContain("{");
    }

    [Fact]
    public void Decides_who_starts_before_whom()
    {
        var committed = Manifest.Read(Repository.In("aspire-manifest.json"));

        StartOrder.Of(committed, new Expressions(committed, new Supplied(""))).Select(group => string.Join(" ", group.Select(project => project.Name)))
            .ShouldBe(["treaties reviews technical-assistance networks", "portal"]);
    }

    static string? Resolved(string text, string secret) => new Expressions(Of(password, encoded, server, database), new Supplied(secret)).Resolve(text);

    static Manifest Of(params Resource[] resources) => new("/", resources);

    /// <summary>What FsCheck makes, without halves of surrogate pairs: those are no text, and no URI can carry them.</summary>
    sealed record UnicodeText(NonNull<string> Any)
    {
        public string Text => string.Concat(Any.Get.Where(character => !char.IsSurrogate(character)));
    }

    sealed record Supplied(string Secret, string? Given = null) : ISupplied
    {
        public string? Input(Parameter parameter) => Secret;

        public Address? AddressOf(Listener listener, string binding) => binding == "tls" ? null : new(listener.Bindings[binding].Scheme, "127.0.0.1", 4711);

        string? ISupplied.Given(Resource resource) => resource.Name == "server" ? Given : null;
    }
}
