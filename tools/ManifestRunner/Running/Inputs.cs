using System.Security.Cryptography;
using ManifestRunner.Identity;
using ManifestRunner.Manifests;
using ManifestRunner.Processes;

namespace ManifestRunner.Running;

/// <summary>The inputs of the manifest's parameters: from the environment, our development identity, the manifest's default, or generated once and kept.</summary>
/// <param name="keysOfThePortal">Where the portal serves the keys of the tokens that it signs for who is signed in; null where there is no portal.</param>
public sealed class Inputs(PlatformFolder folder, Uri? keysOfThePortal = null)
{
    const string SecretsFile = "secrets.json";
    const string LowerCase = "abcdefghijkmnopqrstuvwxyz", UpperCase = "ABCDEFGHJKLMNPQRSTUVWXYZ", Digits = "0123456789", Signs = "-_.~()*+!";

    readonly Dictionary<string, string> secrets = folder.Read<Dictionary<string, string>>(SecretsFile) ?? [];

    /// <exception cref="Problem">Nothing supplies it.</exception>
    public string Of(Parameter parameter) =>
        FromEnvironment(parameter.Name)
        ?? parameter.Name switch
        {
            "identity-issuer" => Issuer(),
            "identity-keys" => string.Join('\n', new[] { DevelopmentKey.Of(folder).KeySet, keysOfThePortal?.ToString() }.OfType<string>()),
            _ => parameter.Default ?? (parameter.Generate is { } how ? Kept(parameter.Name, how) : null),
        }
        ?? throw new Problem($"The manifest asks for the parameter {parameter.Name}: give it in the environment as Parameters__{parameter.Name.Replace('-', '_')}.");

    /// <summary>Who issues the tokens we accept.</summary>
    public static string Issuer() => FromEnvironment("identity-issuer") ?? DevelopmentKey.Issuer;

    /// <summary>As Aspire reads parameters; hyphens may be written as underscores, which a shell can export.</summary>
    static string? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable($"Parameters__{name}") ?? Environment.GetEnvironmentVariable($"Parameters__{name.Replace('-', '_')}");

    string Kept(string name, Generation how)
    {
        if (secrets.TryGetValue(name, out var kept))
            return kept;
        secrets[name] = Generated(how);
        folder.Write(SecretsFile, secrets);
        return secrets[name];
    }

    static string Generated(Generation how)
    {
        string[] alphabets = [how.Lower ? LowerCase : "", how.Upper ? UpperCase : "", how.Numeric ? Digits : "", how.Special ? Signs : ""];
        return RandomNumberGenerator.GetString(string.Concat(alphabets), Math.Max(how.MinLength, 22));
    }
}
