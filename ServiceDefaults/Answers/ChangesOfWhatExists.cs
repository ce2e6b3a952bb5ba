using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ServiceDefaults.OpenApi;

namespace ServiceDefaults.Answers;

/// <summary>What routes that change an existing thing have in common.</summary>
public static class ChangesOfWhatExists
{
    /// <summary>Documents that a change wants the tag of what it changes (RFC 9110 §13.1.1, RFC 6585 §3).</summary>
    public static RouteHandlerBuilder ChangesWhatExists(this RouteHandlerBuilder route) => route.WithMetadata(WantsVersion.Yes);
}

/// <summary>Marks an endpoint that changes what exists.</summary>
sealed record WantsVersion : IReadsHeader
{
    public static readonly WantsVersion Yes = new();

    public string Header => "If-Match";

    public string Description => "The ETag with which you saw what you change, \"7\"; * for whatever there is.";

    public bool IsRequired => true;
}
