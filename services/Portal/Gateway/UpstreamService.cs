namespace Portal.Gateway;

/// <summary>A service behind the gateway.</summary>
/// <param name="Name">As in the manifest, in telemetry and after <c>/api/</c>: <c>technical-assistance</c>.</param>
public sealed record UpstreamService(string Name)
{
    public static readonly UpstreamService Treaties = new("treaties");
    public static readonly UpstreamService Reviews = new("reviews");
    public static readonly UpstreamService TechnicalAssistance = new("technical-assistance");
    public static readonly UpstreamService Networks = new("networks");

    /// <summary>In the order of the loop: join, be reviewed, be assisted, work together.</summary>
    public static readonly IReadOnlyList<UpstreamService> All = [Treaties, Reviews, TechnicalAssistance, Networks];

    /// <summary>Where the gateway shows it: <c>/api/treaties</c>.</summary>
    public string Prefix => $"/api/{Name}";
}
