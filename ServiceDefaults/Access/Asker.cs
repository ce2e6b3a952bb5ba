using System.Security.Claims;
using Contracts;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Access;

/// <summary>Who asks: an opaque id, what they may be, and the State they speak for. Carries no name.</summary>
/// <param name="Id">Opaque id from the token's <c>sub</c>; <c>public</c> when nobody signed in.</param>
/// <param name="Roles">Empty for the public.</param>
/// <param name="State">The State of a State's role; null for the secretariat and the public.</param>
public sealed record Asker(string Id, IReadOnlySet<Role> Roles, StateCode? State)
{
    /// <summary>Somebody who did not sign in.</summary>
    public static readonly Asker Public = new("public", new HashSet<Role>(), null);

    public bool IsPublic => Roles.Count == 0;

    public bool Is(params ReadOnlySpan<Role> any)
    {
        foreach (var role in any)
            if (Roles.Contains(role))
                return true;
        return false;
    }

    /// <summary>What the journal keeps of the asker: opaque id, role, State.</summary>
    public string AsActor() => string.Join('|', Id, string.Join(',', Roles.Select(RoleNames.Of).Order(StringComparer.Ordinal)), State?.ToString() ?? "");

    /// <summary>Reads the asker from the verified token of a request.</summary>
    public static Asker From(ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true })
            return Public;

        var roles = principal.FindAll(Claims.Role).Select(claim => RoleNames.Parse(claim.Value)).OfType<Role>().ToHashSet();
        var state = principal.FindFirst(Claims.State) is { } claim && StateCode.TryParse(claim.Value, null, out var parsed) ? parsed : (StateCode?)null;
        return new Asker(principal.FindFirst(Claims.Subject)?.Value ?? "unknown", roles, state);
    }

    /// <summary>Lets a use case take the asker as a parameter.</summary>
    public static ValueTask<Asker> BindAsync(HttpContext context) => ValueTask.FromResult(From(context.User));

    /// <summary>Names of the token's claims.</summary>
    public static class Claims
    {
        public const string Subject = "sub";
        public const string Role = "role";
        public const string State = "state";
    }
}
