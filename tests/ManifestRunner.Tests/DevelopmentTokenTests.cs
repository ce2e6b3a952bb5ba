using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ManifestRunner.Tests;

[Collection("one runner at a time")]
public sealed class A_development_token
{
    [Fact]
    public async Task Is_signed_with_the_key_the_services_are_given()
    {
        await using var platform = new TinyPlatform(withServers: false);
        var inputs = (await platform.Run("identity")).Said.Split('\n').Where(line => line.Contains('=')).ToDictionary(line => line.Split('=')[0], line => line[(line.IndexOf('=') + 1)..]);

        var parts = (await platform.Run("token", ["--role", "permanent-mission", "--state", "KEN"])).Said.Trim().Split('.');

        var (header, claims) = (Json(parts[0]), Json(parts[1]));
        var key = JsonDocument.Parse(inputs["Parameters__identity_keys"]).RootElement.GetProperty("keys")[0];
        header.GetProperty("kid").GetString().ShouldBe(key.GetProperty("kid").GetString());
        header.GetProperty("kid").GetString()!.ShouldStartWith("dev-");
        header.GetProperty("alg").GetString().ShouldBe("ES256");
        using var publicKey = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Bytes(key.GetProperty("x").GetString()!), Y = Bytes(key.GetProperty("y").GetString()!) },
        });
        publicKey.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Bytes(parts[2]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation).ShouldBeTrue();

        claims.GetProperty("iss").GetString().ShouldBe(inputs["Parameters__identity_issuer"]);
        claims.GetProperty("aud").GetString().ShouldBe("treaty-platform");
        claims.GetProperty("role")[0].GetString().ShouldBe("permanent-mission");
        claims.GetProperty("state").GetString().ShouldBe("KEN");
        (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).ShouldBe(3600);
    }

    [Theory]
    [InlineData("--role", "TreatyOfficer")]
    [InlineData("--state", "KEN")]
    [InlineData("--role", "treaty-officer", "--state", "Kenya")]
    [InlineData("--role", "treaty-officer", "--minutes", "0")]
    public async Task Is_refused_for_what_is_no_role_or_State_or_time(params string[] asked)
    {
        await using var platform = new TinyPlatform(withServers: false);

        var answer = await platform.Run("token", asked);

        answer.Code.ShouldBe(1);
        answer.Said.ShouldStartWith("platform: ");
    }

    static JsonElement Json(string part) => JsonDocument.Parse(Bytes(part)).RootElement;

    static byte[] Bytes(string part) => Base64Url.DecodeFromChars(part);
}
