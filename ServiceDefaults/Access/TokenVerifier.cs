using System.Text.Json;
using Contracts;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Access;

/// <summary>Says whether a bearer token is good, and whose it is: the package's handler, and what it would let pass.</summary>
/// <remarks>
/// One algorithm (RFC 8725 §3.1), one audience, one issuer, one reading: whatever a second library might read otherwise is refused.
/// Order matters: nothing inside the token is believed before its signature is good, but for the key id.
/// The package reads the wall clock, so its times are held against ours here.
/// </remarks>
sealed class TokenVerifier : JsonWebTokenHandler
{
    public const string Audience = "treaty-platform";
    public const int LengthMax = 8192;
    const int SubjectLengthMax = 255;
    const string DevelopmentKey = "dev-";
    static readonly TimeSpan skew = TimeSpan.FromSeconds(30), lifetimeMax = TimeSpan.FromHours(24);

    readonly TrustedKeys keys;
    readonly TimeProvider time;
    readonly bool development;

    /// <param name="development">Whether keys named <c>dev-…</c> are accepted.</param>
    public TokenVerifier(TrustedKeys keys, string? issuer, TimeProvider time, bool development)
    {
        (this.keys, this.time, this.development) = (keys, time, development);
        MapInboundClaims = false;
        Parameters = new()
        {
            // The package would else take "treaty-platform/" for the audience too.
            IgnoreTrailingSlashWhenValidatingAudience = false,
            AuthenticationType = JwtBearerDefaults.AuthenticationScheme,
            NameClaimType = Asker.Claims.Subject,
            RoleClaimType = Asker.Claims.Role,
            TryAllIssuerSigningKeys = false,
            TypeValidator = Type,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidAudience = Audience,
            ValidIssuer = issuer,
            ValidateLifetime = false,
        };
    }

    /// <summary>What the package is asked to hold a token against; the key is given with each.</summary>
    public TokenValidationParameters Parameters { get; }

    /// <returns>Either whose token it is or, in a sentence for its bearer, why it is not accepted.</returns>
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        try
        {
            return await Read(token, validationParameters.Clone());
        }
        catch (Fault fault)
        {
            return new() { Exception = fault };
        }
        catch (JsonException)
        {
            return new() { Exception = new Fault("Its header or its claims are no JSON with one reading.") };
        }
    }

    async Task<TokenValidationResult> Read(string token, TokenValidationParameters parameters)
    {
        if (keys.IsEmpty || string.IsNullOrEmpty(parameters.ValidIssuer))
            throw new Fault("This service has no keys or no issuer to check tokens with; see Identity:Keys and Identity:Issuer.");
        if (token.Length > LengthMax)
            throw new Fault($"It is longer than {LengthMax} characters.");

        var parts = token.Split('.');
        if (parts.Length != 3 || StrictBase64Url.Decode(parts[0]) is not { } header || StrictBase64Url.Decode(parts[1]) is not { } payload
            || StrictBase64Url.Decode(parts[2]) is null)
            throw new Fault("It is not three parts in base64url.");
        using var claims = StrictJson.Parse(payload);

        parameters.IssuerSigningKey = await KeyOf(header);
        var result = await base.ValidateTokenAsync(token, parameters);
        if (!result.IsValid)
            throw Why(result.Exception);
        CheckTimes(claims.RootElement);
        CheckWhose(claims.RootElement);
        return result;
    }

    static Fault Why(Exception fault) => fault switch
    {
        SecurityTokenInvalidSignatureException => new("Its signature is not good."),
        SecurityTokenInvalidIssuerException => new("It is of another issuer."),
        SecurityTokenInvalidAudienceException => new("It is for another audience."),
        SecurityTokenInvalidTypeException => new("It is not of the type JWT."),
        _ => new("It is no JSON Web Token."),
    };

    async ValueTask<SecurityKey> KeyOf(byte[] json)
    {
        using var document = StrictJson.Parse(json);
        var header = document.RootElement;
        if (header.ValueKind != JsonValueKind.Object || Text(header, "alg") != SecurityAlgorithms.EcdsaSha256)
            throw new Fault("Its algorithm is not ES256.");
        if (header.TryGetProperty("crit", out _))
            throw new Fault("It asks for extensions that are not known here.");
        if (Text(header, "kid") is not { } id)
            throw new Fault("It is signed with a key that is not known here.");
        if (id.StartsWith(DevelopmentKey, StringComparison.OrdinalIgnoreCase) && !development)
            throw new Fault("It is signed with a development key.");
        return await keys.Find(id) ?? throw new Fault("It is signed with a key that is not known here.");
    }

    /// <summary>May be missing (RFC 7519 §5.1); in any case of letters.</summary>
    static string Type(string? type, SecurityToken token, TokenValidationParameters parameters) =>
        !((JsonWebToken)token).TryGetHeaderValue<object>("typ", out _) || type?.ToUpperInvariant() is "JWT" or "AT+JWT" ? "JWT" : throw new SecurityTokenInvalidTypeException();

    void CheckTimes(JsonElement claims)
    {
        var (now, issued, notBefore, expires) = (time.GetUtcNow(), Instant(claims, "iat"), Instant(claims, "nbf"), Instant(claims, "exp"));
        if (expires + skew <= now)
            throw new Fault("It has expired.");
        if (notBefore - skew > now || issued - skew > now)
            throw new Fault("It is not valid yet.");
        if (expires <= issued || expires - issued > lifetimeMax)
            throw new Fault($"It lives longer than {lifetimeMax.TotalHours} hours.");
    }

    static void CheckWhose(JsonElement claims)
    {
        if (Text(claims, Asker.Claims.Subject) is not { Length: > 0 and <= SubjectLengthMax } subject || !subject.All(sign => sign is > ' ' and <= '~'))
            throw new Fault("Its subject is missing or is not plain text.");

        var roles = Texts(claims, Asker.Claims.Role).ConvertAll(name => RoleNames.Parse(name) ?? throw new Fault("It names a role that is not known here."));
        if (roles.Count == 0)
            throw new Fault("It names no role.");

        var state = claims.TryGetProperty(Asker.Claims.State, out _) ? Text(claims, Asker.Claims.State) ?? "" : null;
        if (state is not null && !StateCode.TryParse(state, null, out _))
            throw new Fault("Its State is not three capital letters.");
        if (roles.Exists(RoleNames.IsOfAState) != state is not null)
            throw new Fault("A role of a State comes with the State, and no other role does.");
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

    /// <summary>Ends the reading of a token; its message goes to the bearer.</summary>
    sealed class Fault(string message) : SecurityTokenException(message);
}
