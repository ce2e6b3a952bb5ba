using System.Security.Cryptography;
using ServiceDefaults.Access;

namespace ServiceDefaults.Tests.Access;

public class A_set_of_signing_keys
{
    [Theory]
    [InlineData(null), InlineData(""), InlineData(" ")]
    public void May_be_missing(string? jwks) => SigningKeys.Read(jwks).IsEmpty.ShouldBeTrue();

    [Fact]
    public void Finds_a_key_by_its_id() => SigningKeys.Read(Signer.Set(new Signer("a"), new Signer("b"))).Find("b").ShouldNotBeNull();

    [Fact]
    public void Stops_the_start_when_it_is_not_what_it_should_be()
    {
        var good = new Signer("a").Jwk;
        string[] spoilt =
        [
            "[]", "{}", "nonsense", """{"keys":7}""", """{"keys":[7]}""", """{"keys":[{}]}""",
            $$"""{"keys":[{{good}},{{good}}]}""",
            $$"""{"keys":[{{good.Replace("P-256", "P-384", StringComparison.Ordinal)}}]}""",
            $$"""{"keys":[{{good.Replace("\"sig\"", "\"enc\"", StringComparison.Ordinal)}}]}""",
            $$"""{"keys":[{{good.Replace("\"a\"", "\"\"", StringComparison.Ordinal)}}]}""",
            $$"""{"keys":[{{good[..^1]}},"d":"AAAA"}]}""",
            Signer.Set(new Signer("c", ECCurve.NamedCurves.nistP384)),
        ];
        foreach (var jwks in spoilt)
            Should.Throw<FormatException>(() => SigningKeys.Read(jwks), jwks).Message.ShouldStartWith("Identity:Keys is no set of public P-256 keys");
    }

    [Fact]
    public void Refuses_a_point_that_is_not_on_the_curve()
    {
        var jwk = new Signer("a").Jwk;
        var start = jwk.IndexOf("\"x\":\"", StringComparison.Ordinal) + 5;
        var spoilt = jwk[..start] + new string('A', 42) + "E" + jwk[(start + 43)..];

        Should.Throw<FormatException>(() => SigningKeys.Read($$"""{"keys":[{{spoilt}}]}"""));
    }
}
