using System.Runtime.Versioning;
using System.Text.Json;
using ManifestRunner.Manifests;
using ManifestRunner.Processes;
using ManifestRunner.Running;

namespace ManifestRunner.Tests;

/// <summary>What supplies the parameters of a manifest. Names of parameters are unlike any other test's, since the environment is the whole process's.</summary>
[Collection("one runner at a time")]
[UnsupportedOSPlatform("windows")]
public sealed class The_inputs_of_a_manifest : IDisposable
{
    static readonly Generation password = new(30, Lower: true, Upper: true, Numeric: true, Special: false);

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("platform-inputs-");

    Inputs Given(Uri? portal = null) => new(new PlatformFolder(folder.FullName), portal);

    static Parameter Asked(string name, string? byDefault = null, Generation? generate = null) => new(name, null, "{" + name + ".inputs.value}", byDefault, generate);

    [Theory]
    [InlineData("Parameters__inputs-of-a-test"), InlineData("Parameters__inputs_of_a_test")]
    public void Come_from_the_environment_before_everything_else(string variable)
    {
        Environment.SetEnvironmentVariable(variable, "from the environment");
        try
        {
            Given().Of(Asked("inputs-of-a-test", "the default", password)).ShouldBe("from the environment");
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
        Given().Of(Asked("inputs-of-a-test", "the default", password)).ShouldBe("the default");
    }

    [Fact]
    public void Are_made_once_as_the_manifest_wishes_and_kept()
    {
        var made = Given().Of(Asked("secret-of-a-test", generate: password));

        made.Length.ShouldBe(30);
        made.ShouldAllBe(sign => char.IsAsciiLetterOrDigit(sign));
        Given().Of(Asked("secret-of-a-test", generate: password)).ShouldBe(made);
        Given().Of(Asked("other-secret-of-a-test", generate: password)).ShouldNotBe(made);
        var file = Path.Combine(folder.FullName, ".platform", "secrets.json");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("secret-of-a-test").GetString().ShouldBe(made);
    }

    [Fact]
    public void Are_never_short_and_of_the_signs_that_are_wished_alone()
    {
        var digits = Given().Of(Asked("digits-of-a-test", generate: new(4, Lower: false, Upper: false, Numeric: true, Special: false)));

        digits.Length.ShouldBe(22);
        digits.ShouldAllBe(sign => char.IsAsciiDigit(sign));
    }

    [Fact]
    public void Name_the_development_key_and_where_the_portal_serves_its_own()
    {
        var portal = new Uri("http://localhost:8080/.well-known/jwks.json");

        var alone = Given().Of(Asked("identity-keys"));
        JsonDocument.Parse(alone).RootElement.GetProperty("keys").GetArrayLength().ShouldBe(1);
        Given(portal).Of(Asked("identity-keys")).ShouldBe(alone + "\n" + portal);
        Given().Of(Asked("identity-issuer")).ShouldBe(Inputs.Issuer());
    }

    [Fact]
    public void Are_asked_for_by_the_name_a_shell_can_export_where_nothing_supplies_them() =>
        Should.Throw<Problem>(() => Given().Of(Asked("missing-of-a-test"))).Message.ShouldBe("The manifest asks for the parameter missing-of-a-test: give it in the environment as Parameters__missing_of_a_test.");

    public void Dispose() => folder.Delete(recursive: true);
}
