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

    /// <summary>Addresses of its replicas, <c>services:NAME:http:0</c>, <c>:1</c> … (.NET service discovery by configuration). Empty when none is set.</summary>
    /// <exception cref="FormatException">An address is not an absolute http or https address.</exception>
    public IReadOnlyList<Uri> Replicas(IConfiguration configuration) =>
        [.. configuration.GetSection($"services:{Name}:http").GetChildren().Select(replica =>
            Uri.TryCreate(replica.Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? address
                : throw new FormatException($"{replica.Path} is no address: '{replica.Value}'."))];
}
