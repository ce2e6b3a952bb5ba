using Microsoft.Extensions.Time.Testing;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ServiceDefaults.Access;

namespace ServiceDefaults.Tests.Access;

/// <summary>Every attack starts from a token that is accepted, so that what is refused is the attack.</summary>
public class A_bearer_token
{
    readonly Signer signer = new();
    readonly FakeTimeProvider clock = new(Signer.Now);

    TokenVerifier Verifier(string? keys = null, string? issuer = Signer.Issuer, bool development = false) =>
        new(new TrustedKeys([SigningKeys.Read(keys ?? Signer.Set(signer))], []), issuer, clock, development);

    [Fact]
    public void Is_accepted_and_gives_an_opaque_id_its_roles_and_its_State()
    {
        var asker = Asker.From(Verdict(Verifier(), signer.For("permanent-mission", "KEN")).Principal!);

        (asker.Id, asker.Roles.Single(), asker.State?.ToString()).ShouldBe(("7f3a", Role.PermanentMission, "KEN"));
    }

    [Theory]
    [InlineData("""{"typ":"JWT","kid":"2026-a"}""")]
    [InlineData("""{"alg":"none","kid":"2026-a"}""")]
    [InlineData("""{"alg":"None","kid":"2026-a"}""")]
    [InlineData("""{"alg":"es256","kid":"2026-a"}""")]
    [InlineData("""{"alg":"ES384","kid":"2026-a"}""")]
    [InlineData("""{"alg":["ES256"],"kid":"2026-a"}""")]
    [InlineData("""{"alg":"ES256","typ":"JWE","kid":"2026-a"}""")]
    [InlineData("""{"alg":"ES256","typ":7,"kid":"2026-a"}""")]
    [InlineData("""{"alg":"ES256","typ":"","kid":"2026-a"}""")]
    [InlineData("""{"alg":"ES256","typ":null,"kid":"2026-a"}""")]
    [InlineData("""{"alg":"ES256","typ":["JWT"],"kid":"2026-a"}""")]
    [InlineData("""{"alg":"ES256","kid":"2026-a","crit":["exp"]}""")]
    [InlineData("""{"alg":"ES256","kid":"2026-a","crit":[]}""")]
    [InlineData("""{"alg":"ES256"}""")]
    [InlineData("""{"alg":"ES256","kid":null}""")]
    [InlineData("""{"alg":"ES256","kid":"2026-b"}""")]
    [InlineData("""{"alg":"ES256","kid":"2026-A"}""")]
    [InlineData("""{"alg":"ES256","kid":"../2026-a"}""")]
    [InlineData("""{"alg":"HS256","alg":"ES256","kid":"2026-a"}""")]
    [InlineData("""{"alg":"ES256","\u0061lg":"ES256","kid":"2026-a"}""")]
    [InlineData("""{"alg":"ES256","kid":"2026-a",}""")]
    [InlineData("""{"alg":"ES256","kid":"2026-a"}{}""")]
    [InlineData("""["ES256"]""")]
    [InlineData("")]
    public void Is_refused_for_its_header_though_signed_with_the_right_key(string header) =>
        Refused(signer.Sign(header, Signer.Claims().ToJsonString()));

    [Theory]
    [InlineData("""{"alg":"ES256","kid":"2026-a"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"2026-a"}""")]
    [InlineData("""{"alg":"ES256","typ":"jwt","kid":"2026-a"}""")]
    public void Is_accepted_with_each_header_that_is_meant(string header) =>
        Accepted(signer.Sign(header, Signer.Claims().ToJsonString()));

    [Fact]
    public void Is_refused_unsigned()
    {
        var claims = Signer.Encode(Signer.Claims().ToJsonString());
        Refused($"{Signer.Encode("""{"alg":"none"}""")}.{claims}.");
        Refused($"{Signer.Encode(signer.Header().ToJsonString())}.{claims}.");
        Refused($"{Signer.Encode(signer.Header().ToJsonString())}.{claims}");
    }

    [Fact]
    public void Is_refused_with_the_public_key_used_as_a_shared_secret()
    {
        foreach (var secret in new[] { Encoding.UTF8.GetBytes(signer.Key.ExportSubjectPublicKeyInfoPem()), signer.Key.ExportSubjectPublicKeyInfo(), Encoding.UTF8.GetBytes(signer.Jwk) })
            foreach (var algorithm in new[] { "HS256", "ES256" })
            {
                var signed = $"{Signer.Encode($$"""{"alg":"{{algorithm}}","kid":"2026-a"}""")}.{Signer.Encode(Signer.Claims().ToJsonString())}";
                Refused($"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}");
            }
    }

    [Fact]
    public void Is_refused_under_the_id_of_another_key_of_the_set()
    {
        var other = new Signer("2026-b");
        var verifier = Verifier(Signer.Set(signer, other));
        Verdict(verifier, other.For("treaty-officer")).Fault.ShouldBeNull();

        Verdict(verifier, other.Sign(signer.Header().ToJsonString(), Signer.Claims().ToJsonString())).Fault.ShouldBe("Its signature is not good.");
    }

    [Fact]
    public void Is_refused_when_it_brings_its_own_key()
    {
        var stranger = new Signer();
        var header = stranger.Header();
        header["jwk"] = JsonNode.Parse(stranger.Jwk);
        Refused(stranger.Sign(header.ToJsonString(), Signer.Claims().ToJsonString()));
    }

    [Fact]
    public void Is_refused_when_signed_on_another_curve()
    {
        var other = new Signer(curve: ECCurve.NamedCurves.nistP384);
        Refused(other.Sign(other.Header().ToJsonString(), Signer.Claims().ToJsonString()));
    }

    [Fact]
    public void Is_refused_with_any_bit_of_its_signature_flipped()
    {
        var token = signer.For("treaty-officer");
        var dot = token.LastIndexOf('.');
        var signature = Base64Url.DecodeFromChars(token.AsSpan(dot + 1));
        for (var bit = 0; bit < signature.Length * 8; bit++)
        {
            var flipped = signature.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Refused($"{token[..dot]}.{Base64Url.EncodeToString(flipped)}");
        }
        Refused($"{token[..dot]}.{Base64Url.EncodeToString(new byte[64])}");
    }

    [Fact]
    public void Is_refused_with_a_signature_in_DER_or_of_another_length()
    {
        Refused(signer.Sign(signer.Header().ToJsonString(), Signer.Claims().ToJsonString(), DSASignatureFormat.Rfc3279DerSequence));
        var token = signer.For("treaty-officer");
        Refused(token[..^2]);
        Refused(token + "AA");
    }

    [Fact]
    public void Is_refused_when_written_in_any_way_but_one()
    {
        var token = signer.For("treaty-officer");
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        string[] spoilt = ["", ".", "..", "...", "a.b.c", token + ".", "." + token, token + ".e30", token + " ", " " + token, token + "\n", token + "=", token + "==", token.Insert(dot, "="), token.Insert(dot, " "), token.Insert(3, "\t"), token.Insert(3, "\u00e9"), "Bearer " + token];
        foreach (var one in spoilt)
            Refused(one);

        // The last character of 64 bytes carries four bits that mean nothing: all other values of them are the same signature twice written.
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        foreach (var sign in alphabet.Where(sign => sign != token[^1]))
            Refused(token[..^1] + sign);
    }

    [Fact]
    public void Is_refused_when_huge()
    {
        var claims = Signer.Claims();
        claims["padding"] = new string('x', TokenVerifier.LengthMax);
        Refused(signer.Sign(signer.Header().ToJsonString(), claims.ToJsonString()));
        Refused(new string('.', 100_000));
    }

    [Fact]
    public void Is_refused_with_claims_that_can_be_read_in_two_ways()
    {
        var claims = Signer.Claims().ToJsonString();
        Refused(signer.Sign(signer.Header().ToJsonString(), claims[..^1] + ""","role":["operator"]}"""));
        Refused(signer.Sign(signer.Header().ToJsonString(), claims[..^1] + ""","\u0073ub":"other"}"""));
        Refused(signer.Sign(signer.Header().ToJsonString(), claims + claims));
        Refused(signer.Sign(signer.Header().ToJsonString(), "[" + claims + "]"));
        Refused(signer.Sign($"{Signer.Encode(signer.Header().ToJsonString())}.{Base64Url.EncodeToString([.. Encoding.UTF8.GetBytes(claims[..^2]), 0xff, .. "\"]}"u8])}"));
    }

    [Theory]
    [InlineData("iss", "\"https://identity.example/\"")]
    [InlineData("iss", "null")]
    [InlineData("iss", "[\"https://identity.example\"]")]
    [InlineData("aud", "\"treaty-platform-test\"")]
    [InlineData("aud", "\"treaty-platform/\"")]
    [InlineData("aud", "[\"treaty-platform\",7]")]
    [InlineData("aud", "{\"treaty-platform\":1}")]
    [InlineData("aud", "[]")]
    [InlineData("aud", "[[\"treaty-platform\"]]")]
    [InlineData("aud", "null")]
    [InlineData("sub", "\"\"")]
    [InlineData("sub", "\"a b\"")]
    [InlineData("sub", "\"a\\nb\"")]
    [InlineData("sub", "7")]
    [InlineData("exp", "null")]
    [InlineData("exp", "\"1772395200\"")]
    [InlineData("exp", "1e300")]
    [InlineData("exp", "9223372036854775807")]
    [InlineData("exp", "-1")]
    [InlineData("iat", "null")]
    [InlineData("nbf", "null")]
    [InlineData("nbf", "1772366400.5")]
    [InlineData("role", "null")]
    [InlineData("role", "[]")]
    [InlineData("role", "[\"root\"]")]
    [InlineData("role", "[\"treaty-officer\",\"root\"]")]
    [InlineData("role", "[\"Treaty-Officer\"]")]
    [InlineData("role", "[\"TreatyOfficer\"]")]
    [InlineData("role", "[\"0\"]")]
    [InlineData("role", "[[\"treaty-officer\"]]")]
    [InlineData("role", "[\"permanent-mission\"]")]
    [InlineData("state", "\"KEN\"")]
    [InlineData("state", "null")]
    public void Is_refused_for_a_claim_that_is_not_as_it_must_be(string claim, string value)
    {
        var claims = Signer.Claims();
        claims[claim] = JsonNode.Parse(value);
        Refused(signer.Sign(signer.Header().ToJsonString(), claims.ToJsonString()));
    }

    [Theory]
    [InlineData("iss"), InlineData("aud"), InlineData("sub"), InlineData("iat"), InlineData("nbf"), InlineData("exp"), InlineData("role")]
    public void Is_refused_without_each_claim_it_must_have(string claim)
    {
        var claims = Signer.Claims();
        claims.Remove(claim);
        Refused(signer.Sign(signer.Header().ToJsonString(), claims.ToJsonString()));
    }

    [Theory]
    [InlineData("ken"), InlineData("KE"), InlineData("KENY"), InlineData("")]
    public void Is_refused_for_a_State_that_is_none(string state) => Refused(signer.For("permanent-mission", state));

    [Fact]
    public void Lives_from_its_start_to_its_end_with_half_a_minute_for_clocks_that_differ()
    {
        var token = signer.For("treaty-officer");
        var verifier = Verifier();

        clock.AdjustTime(Signer.Now.AddSeconds(-31));
        Verdict(verifier, token).Fault.ShouldBe("It is not valid yet.");
        clock.Advance(TimeSpan.FromSeconds(1));
        Verdict(verifier, token).Fault.ShouldBeNull();
        clock.Advance(TimeSpan.FromHours(8) + TimeSpan.FromSeconds(59));
        Verdict(verifier, token).Fault.ShouldBeNull();
        clock.Advance(TimeSpan.FromSeconds(1));
        Verdict(verifier, token).Fault.ShouldBe("It has expired.");
    }

    [Fact]
    public void Lives_no_longer_than_a_day()
    {
        var claims = Signer.Claims();
        claims["exp"] = Signer.Now.AddHours(24).ToUnixTimeSeconds();
        Accepted(signer.Sign(signer.Header().ToJsonString(), claims.ToJsonString()));
        claims["exp"] = Signer.Now.AddHours(24).ToUnixTimeSeconds() + 1;
        Refused(signer.Sign(signer.Header().ToJsonString(), claims.ToJsonString()));
    }

    [Fact]
    public void Of_a_development_key_is_accepted_only_in_development()
    {
        var development = new Signer("dev-runner");
        var token = development.For("treaty-officer");

        Verdict(Verifier(Signer.Set(development), development: true), token).Fault.ShouldBeNull();
        Verdict(Verifier(Signer.Set(development), development: false), token).Fault.ShouldBe("It is signed with a development key.");
    }

    [Fact]
    public void Is_refused_where_there_are_no_keys_or_no_issuer()
    {
        Verdict(Verifier(keys: ""), signer.For("treaty-officer")).Fault.ShouldNotBeNull();
        Verdict(Verifier(issuer: null), signer.For("treaty-officer")).Fault.ShouldNotBeNull();
    }

    [Fact]
    public void Is_checked_by_many_at_once()
    {
        var verifier = Verifier();
        var good = signer.For("treaty-officer");
        var bad = new Signer().For("treaty-officer");

        Parallel.For(0, 500, round => (Verdict(verifier, round % 2 == 0 ? good : bad).Fault is null).ShouldBe(round % 2 == 0));
    }

    /// <summary>With keys that were given nothing is waited for.</summary>
    static Verdict Verdict(TokenVerifier verifier, string token) => verifier.Verify(token) is { IsCompletedSuccessfully: true } done ? done.Result : throw new InvalidOperationException("It waited.");

    void Accepted(string token) => Verdict(Verifier(), token).Fault.ShouldBeNull();

    void Refused(string token)
    {
        var (principal, fault) = Verdict(Verifier(), token);
        principal.ShouldBeNull(token);
        fault.ShouldNotBeNullOrEmpty();
    }
}
