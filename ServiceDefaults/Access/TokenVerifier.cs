using System.Collections.Concurrent;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Contracts;

namespace ServiceDefaults.Access;

/// <summary>Says whether a bearer token is good, and whose it is.</summary>
/// <remarks>
/// One algorithm (RFC 8725 §3.1), one audience, one issuer, one reading: whatever a second library might read otherwise is refused.
/// Order matters: nothing inside the token is believed before its signature is good, but for the key id and the algorithm.
/// What was found good is remembered, since a client sends one token many times and checking its signature costs more than most answers;
/// its times are held against the clock each time, and it is forgotten with its key.
/// </remarks>
/// <param name="development">Whether keys named <c>dev-…</c> are accepted.</param>
sealed class TokenVerifier(TrustedKeys keys, string? issuer, TimeProvider time, bool development)
{
    public const string Audience = "treaty-platform";
    public const int LengthMax = 8192;
    const int SignatureBytes = 64, SubjectLengthMax = 255, RememberedMost = 1000;
    const string DevelopmentKey = "dev-";
    static readonly TimeSpan skew = TimeSpan.FromSeconds(30), lifetimeMax = TimeSpan.FromHours(24);

    readonly ConcurrentDictionary<string, Good> remembered = new(StringComparer.Ordinal);

    /// <summary>Either whose token it is or, in a sentence for its bearer, why it is not accepted.</summary>
    public readonly record struct Verdict(ClaimsPrincipal? Principal, string? Fault);

    public async ValueTask<Verdict> Verify(string token)
    {
        try
        {
            return new(await Read(token), null);
        }
        catch (Fault fault)
        {
            return new(null, fault.Message);
        }
        catch (JsonException)
        {
            return new(null, "Its header or its claims are no JSON with one reading.");
        }
    }

    async ValueTask<ClaimsPrincipal> Read(string token)
    {
        if (keys.IsEmpty || string.IsNullOrEmpty(issuer))
            throw new Fault("This service has no keys or no issuer to check tokens with; see Identity:Keys and Identity:Issuer.");
        if (token.Length > LengthMax)
            throw new Fault($"It is longer than {LengthMax} characters.");
        if (await Remembered(token) is { } known)
            return known;

        var parts = token.Split('.');
        if (parts.Length != 3 || StrictBase64Url.Decode(parts[0]) is not { } header || StrictBase64Url.Decode(parts[1]) is not { } claims || StrictBase64Url.Decode(parts[2]) is not { } signature)
            throw new Fault("It is not three parts in base64url.");

        var (id, key) = await KeyOf(header);
        if (signature.Length != SignatureBytes || !key.Signed(Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), signature))
            throw new Fault("Its signature is not good.");

        using var document = StrictJson.Parse(claims);
        var principal = Believe(document.RootElement, out var times);
        if (remembered.Count >= RememberedMost)
            remembered.Clear();
        remembered[token] = new(id, key, times, principal);
        return principal;
    }

    /// <summary>Whose it is, when it was found good before, the key it was found good by is still believed, and it is still its time.</summary>
    async ValueTask<ClaimsPrincipal?> Remembered(string token)
    {
        if (!remembered.TryGetValue(token, out var good))
            return null;
        if (await keys.Find(good.KeyId) != good.Key)
        {
            remembered.TryRemove(token, out _);
            return null;
        }
        Check(good.Times);
        return good.Principal;
    }

    async ValueTask<(string Id, SigningKeys.Key Key)> KeyOf(byte[] header)
    {
        var id = IdOf(header);
        if (id.StartsWith(DevelopmentKey, StringComparison.OrdinalIgnoreCase) && !development)
            throw new Fault("It is signed with a development key.");
        return (id, await keys.Find(id) ?? throw new Fault("It is signed with a key that is not known here."));
    }

    static string IdOf(byte[] header)
    {
        using var document = StrictJson.Parse(header);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || Text(root, "alg") != "ES256")
            throw new Fault("Its algorithm is not ES256.");
        if (root.TryGetProperty("typ", out _) && Text(root, "typ")?.ToUpperInvariant() is not ("JWT" or "AT+JWT"))
            throw new Fault("It is not of the type JWT.");
        if (root.TryGetProperty("crit", out _))
            throw new Fault("It asks for extensions that are not known here.");
        return Text(root, "kid") is { Length: > 0 and <= SigningKeys.KeyIdLengthMax } id ? id : throw new Fault("It is signed with a key that is not known here.");
    }

    ClaimsPrincipal Believe(JsonElement claims, out Times times)
    {
        if (claims.ValueKind != JsonValueKind.Object || Text(claims, "iss") != issuer)
            throw new Fault("It is of another issuer.");
        if (!Texts(claims, "aud").Contains(Audience, StringComparer.Ordinal))
            throw new Fault("It is for another audience.");
        times = new(Instant(claims, "iat"), Instant(claims, "nbf"), Instant(claims, "exp"));
        Check(times);

        if (Text(claims, Asker.Claims.Subject) is not { Length: > 0 and <= SubjectLengthMax } subject || !subject.All(sign => sign is > ' ' and <= '~'))
            throw new Fault("Its subject is missing or is not plain text.");

        var identity = new List<Claim> { new(Asker.Claims.Subject, subject) };
        var ofAState = false;
        foreach (var name in Texts(claims, Asker.Claims.Role))
        {
            var role = RoleNames.Parse(name) ?? throw new Fault("It names a role that is not known here.");
            ofAState |= RoleNames.IsOfAState(role);
            identity.Add(new(Asker.Claims.Role, name));
        }
        if (identity.Count == 1)
            throw new Fault("It names no role.");

        var state = claims.TryGetProperty(Asker.Claims.State, out _) ? Text(claims, Asker.Claims.State) ?? "" : null;
        if (state is not null && !StateCode.TryParse(state, null, out _))
            throw new Fault("Its State is not three capital letters.");
        if (ofAState != state is not null)
            throw new Fault("A role of a State comes with the State, and no other role does.");
        if (state is not null)
            identity.Add(new(Asker.Claims.State, state));
        return new(new ClaimsIdentity(identity, BearerHandler.Scheme, Asker.Claims.Subject, Asker.Claims.Role));
    }

    void Check(Times times)
    {
        var now = time.GetUtcNow();
        if (times.Expires + skew <= now)
            throw new Fault("It has expired.");
        if (times.NotBefore - skew > now || times.Issued - skew > now)
            throw new Fault("It is not valid yet.");
        if (times.Expires <= times.Issued || times.Expires - times.Issued > lifetimeMax)
            throw new Fault($"It lives longer than {lifetimeMax.TotalHours} hours.");
    }

    static string? Text(JsonElement claims, string name) => claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A list of texts, or one text alone (RFC 7519 §4.1.3).</summary>
    static List<string> Texts(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var value))
            return [];
        if (value.ValueKind == JsonValueKind.String)
            return [value.GetString()!];
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            throw new Fault($"Its claim '{name}' is not a list of texts.");
        return [.. value.EnumerateArray().Select(item => item.GetString()!)];
    }

    /// <summary>Whole seconds since 1970, within the years a date can have here with room for the skew.</summary>
    static DateTimeOffset Instant(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and < 253_000_000_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new Fault($"Its claim '{name}' is missing or is not a time in whole seconds.");

    readonly record struct Times(DateTimeOffset Issued, DateTimeOffset NotBefore, DateTimeOffset Expires);

    /// <summary>A token that was found good.</summary>
    sealed record Good(string KeyId, SigningKeys.Key Key, Times Times, ClaimsPrincipal Principal);

    /// <summary>Ends the reading of a token; its message goes to the bearer.</summary>
    sealed class Fault(string message) : Exception(message);
}
