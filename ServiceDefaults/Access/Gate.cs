using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ServiceDefaults.Access;

/// <summary>Lets a request reach an endpoint only when the asker has one of its roles.</summary>
sealed class Gate(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // A token that is not good is never taken for no token: its bearer believes to be somebody. (Verified once: the handler keeps the result.)
        if ((await context.AuthenticateAsync()).Failure is not null)
        {
            await context.ChallengeAsync();
            return;
        }
        if (await Admits(context))
            await next(context);
    }

    /// <returns>False when the refusal is written.</returns>
    static async Task<bool> Admits(HttpContext context)
    {
        // Only route endpoints are ours: the framework's own 405 and 415 endpoints carry no metadata and show nothing.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
            return true;

        var allowed = endpoint.Metadata.GetMetadata<AllowedRoles>()
            ?? throw new InvalidOperationException($"{endpoint.DisplayName} does not say who may call it.");
        var asker = Asker.From(context.User);
        if (allowed.AreEveryone || asker.Is([.. allowed.Roles]))
            return true;

        if (asker.IsPublic)
        {
            await context.ChallengeAsync();
            return false;
        }
        await context.ForbidAsync();
        return false;
    }
}
