namespace AppHost.Operators;

/// <summary>What whoever keeps the platform running wants one click away in the dashboard.</summary>
static class OperatorLinks
{
    public static IResourceBuilder<ProjectResource> WithOperatorLinks(this IResourceBuilder<ProjectResource> service) => service
        .WithUrlForEndpoint("http", _ => new() { Url = "/docs/", DisplayText = "API" })
        .WithUrlForEndpoint("http", _ => new() { Url = "/health", DisplayText = "Health" });
}
