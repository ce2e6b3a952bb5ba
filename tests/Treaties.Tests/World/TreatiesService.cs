using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Servers;
using ServiceDefaults.Access;
using Treaties.Storage;

namespace Treaties.Tests.World;

/// <summary>The service as its Program.cs builds it, on a database of its own, with what it ships with imported.</summary>
public sealed class TreatiesService : IAsyncDisposable
{
    TreatiesService(ServiceHost<TreatiesDb> host) => Host = host;

    public ServiceHost<TreatiesDb> Host { get; }

    /// <param name="data">Folder of reference data; what the service ships with when left out.</param>
    /// <param name="database">An empty one when left out.</param>
    /// <param name="cache">Redis; none when left out.</param>
    /// <param name="broker">One of its own when left out, and so nobody to follow.</param>
    public static async Task<TreatiesService> Start(RealServers servers, string data = "", string? database = null, string cache = "", string? broker = null, TimeProvider? time = null)
    {
        var host = await ServiceHost<TreatiesDb>.Start("treaties", database ?? await servers.NewDatabase("treaties"), broker ?? await servers.NewVirtualHost("treaties"), time,
            settings: new Dictionary<string, string?> { ["Data:Folder"] = data, ["ConnectionStrings:cache"] = cache });
        await Eventually.Is("the first import is accepted", () => host.Scalar<long>("SELECT count(*) FROM kept_import WHERE accepted_at IS NOT NULL"), 1L);
        await Eventually.True("what is imported is answered from", async () => (await host.Http.GetAsync("/states")).IsSuccessStatusCode);
        return new(host);
    }

    /// <summary>What everybody sees at an address.</summary>
    public async Task<JsonElement> Get(string path)
    {
        using var answer = await Host.Http.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>What an officer, or another role, is answered.</summary>
    /// <param name="body">A text is an export and sent as CSV; anything else is sent as JSON.</param>
    public async Task<Reply> Post(string path, object body, string? ifMatch = null, Role role = Role.TreatyOfficer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = body switch { HttpContent content => content, string csv => new StringContent(csv, Encoding.UTF8, "text/csv"), _ => JsonContent.Create(body) },
        };
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(ifMatch == "*" ? EntityTagHeaderValue.Any : EntityTagHeaderValue.Parse(Tags.At(path, ifMatch)));
        using var client = Host.As(role, RoleNames.IsOfAState(role) ? "KEN" : null);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new(answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), answer.Headers.ETag?.Tag, answer.Headers.Location?.ToString());
    }

    public Task<Reply> Record(string instrument, object entry) => Post($"/instruments/{instrument}/actions", entry);

    /// <summary>Entries of the journal, of whatever type.</summary>
    public Task<long> Entries() => Host.Scalar<long>("SELECT count(*) FROM journal");

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <param name="ETag">With its quotation marks.</param>
public sealed record Reply(HttpStatusCode Status, JsonElement Body, string? ETag, string? Location)
{
    public string? Text(string field) => Body.GetProperty(field).GetString();

    public string Rule => Body.TryGetProperty("rule", out var rule) ? rule.GetString()! : $"{Status}: {Body}";

    public Reply ShouldBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Body.ToString());
        return this;
    }
}

/// <summary>One service for the tests of a class, with the real record.</summary>
public sealed class RealRecordService(RealServers servers) : IAsyncLifetime
{
    public TreatiesService Treaties { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Treaties = await TreatiesService.Start(servers);

    public ValueTask DisposeAsync() => Treaties.DisposeAsync();
}

/// <summary>A folder of reference data of which a test changes something.</summary>
public sealed class OwnData : IDisposable
{
    public const string Header = "instrument,untc_ref,state,party_name,action,date,not_before,not_after,date_basis,source_id,note\n";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("treaties-data-");

    /// <param name="lines">Lines of the export it starts from, after the header.</param>
    public OwnData(params string[] lines)
    {
        foreach (var part in new[] { "instruments", "states", "treaty-actions" })
        {
            folder.CreateSubdirectory(part);
            foreach (var file in Directory.EnumerateFiles(RealRecord.Data(part)))
                File.Copy(file, Path.Combine(folder.FullName, part, Path.GetFileName(file)));
        }
        File.WriteAllText(Path.Combine(folder.FullName, "treaty-actions/status-export.csv"), Header + string.Join('\n', lines));
    }

    public string Folder => folder.FullName;

    /// <summary>Changes an instrument's file.</summary>
    public void Change(string instrument, string property, object value)
    {
        var file = Path.Combine(folder.FullName, "instruments", instrument + ".json");
        var written = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!;
        written[property] = JsonSerializer.SerializeToNode(value, JsonSerializerOptions.Web);
        File.WriteAllText(file, written.ToJsonString());
    }

    public void Dispose() => folder.Delete(recursive: true);
}

/// <summary>A clock that stands still. What waits, waits by the system's.</summary>
sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
