using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Contracts;
using Contracts.Reviews;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Servers;
using ServiceDefaults.Access;
using TechnicalAssistance.Storage;

[assembly: AssemblyFixture(typeof(RealServers))]

namespace TechnicalAssistance.Tests.World;

/// <summary>The service, with a <c>treaties</c> and a <c>reviews</c> beside it that publish what a test says.</summary>
public sealed class AssistanceWorld(RealServers servers) : ServiceHostFollowingTreaties<TechnicalAssistanceDb>(servers, "technical-assistance"), IAsyncLifetime
{
    /// <summary>A programme of the register that goes on, and one that has ended.</summary>
    public const string Programme = "container-control", ClosedProgramme = "tip-som-wca-2015-2020";

    readonly RealServers servers = servers;

    public SourceOfFacts Reviews { get; private set; } = null!;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        Reviews = await SourceOfFacts.Start("reviews", servers, Service.Services.GetRequiredService<IConfiguration>().GetConnectionString("messaging")!);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await Reviews.DisposeAsync();
    }

    /// <summary>Details of an activity that are good until a test spoils them.</summary>
    public static Dictionary<string, object?> Details(string beneficiary, string instrument = "untoc", string kind = "pre-accession") => new()
    {
        ["kind"] = kind,
        ["title"] = new Dictionary<string, string> { ["en"] = "National workshop on joining" },
        ["instruments"] = new[] { instrument },
        ["beneficiaries"] = new[] { beneficiary },
        ["from"] = "2020-03-01",
        ["to"] = "2020-03-05",
        ["place"] = "Nairobi",
        ["languages"] = new[] { "en" },
        ["source"] = "Mission report 12/2020",
    };

    /// <summary>A request that is good until a test spoils it.</summary>
    public static Dictionary<string, object?> Request(string state, params Guid[] needs) => new()
    {
        ["state"] = state,
        ["needs"] = needs,
        ["instrument"] = "uncac",
        ["articles"] = new[] { "uncac art. 33" },
        ["kind"] = "legislative-drafting",
        ["description"] = "Our draft on the protection of reporting persons needs a second reading.",
        ["note"] = new { reference = "NV 7/2021", date = "2021-03-01" },
    };

    /// <summary>A result that is good until a test spoils it.</summary>
    public static Dictionary<string, object?> Result(string state, Guid[] needs, Guid[] activities) => new()
    {
        ["kind"] = "law-adopted",
        ["state"] = state,
        ["title"] = new Dictionary<string, string> { ["en"] = "Act on the protection of reporting persons" },
        ["articles"] = new[] { "uncac art. 33" },
        ["adoptedOn"] = "2022-04-01",
        ["needs"] = needs,
        ["activities"] = activities,
        ["source"] = "Official gazette 12/2022",
    };

    /// <summary>A review finds a need, and the service takes it over.</summary>
    /// <returns>The need.</returns>
    public async Task<Guid> Identify(string state, Guid review, string article = "uncac art. 33", string kind = "legislative-drafting", string on = "2021-01-15")
    {
        var need = NewId();
        await Reviews.Publish($"reviews/{review}", Day(on), Identified(need, state, review, article, kind));
        await Reviews.FollowedBy(Service.Database);
        return need;
    }

    /// <summary>The review, and with it its needs, becomes public.</summary>
    public async Task PublishReview(Guid review, string state, string on = "2021-02-01")
    {
        await Reviews.Publish($"reviews/{review}", Day(on), Published(review, state));
        await Reviews.FollowedBy(Service.Database);
    }

    public static NeedIdentified Identified(Guid need, string state, Guid review, string article = "uncac art. 33", string kind = "legislative-drafting")
    {
        var provision = ArticleRef.Parse(article);
        return new() { Need = need, Finding = NewId(), Review = review, Mechanism = "uncac-irm", State = StateCode.Parse(state), Instrument = provision.Instrument, Article = provision, Kind = kind };
    }

    public static ReviewPublished Published(Guid review, string state) => new() { Review = review, Mechanism = "uncac-irm", Cycle = "cycle-2", State = StateCode.Parse(state), Findings = [] };

    /// <summary>Who requests and says that a need is met.</summary>
    public HttpClient FocalPoint(string state) => Service.As(Role.FocalPoint, state);

    /// <summary>Who decides, and records what was given and what came of it.</summary>
    public HttpClient Officer => Service.As(Role.AssistanceOfficer);

    /// <summary>Posts, with the ETag that was seen where one is given.</summary>
    public static async Task<HttpResponseMessage> Post(HttpClient client, string path, object body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", Tags.At(path, ifMatch));
        return await client.SendAsync(request);
    }

    /// <summary>Posts what is good.</summary>
    public static async Task<JsonElement> Done(HttpClient client, string path, object body, string? ifMatch = null)
    {
        var answer = await Post(client, path, body, ifMatch);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Posts what is not, and tells why.</summary>
    public static async Task<Problem> Refused(HttpClient client, string path, object body, string? ifMatch = null) => await Problem.Of(await Post(client, path, body, ifMatch));

    public static async Task<JsonElement> Get(HttpClient client, string path) => await client.GetFromJsonAsync<JsonElement>(path);

    public static async Task<List<JsonElement>> List(HttpClient client, string path) => [.. (await Get(client, path)).GetProperty("items").EnumerateArray()];

    /// <summary>What is posted as a request and then accepted into the programme.</summary>
    public async Task<Guid> Accepted(string state, params Guid[] needs)
    {
        var id = (await Done(FocalPoint(state), "/requests", Request(state, needs))).Id();
        await Done(Officer, $"/requests/{id}/decision", new { kind = "accepted", programme = Programme }, "\"1\"");
        return id;
    }

    public async Task<string?> Status(Guid need, HttpClient? asker = null) => (await Get(asker ?? Officer, $"/needs/{need}")).GetProperty("status").GetString();

    public static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    public static DateOnly Day(string iso) => DateOnly.Parse(iso, CultureInfo.InvariantCulture);
}

static class Answers
{
    public static Guid Id(this JsonElement answer) => answer.GetProperty("id").GetGuid();

    public static List<Guid> Ids(this JsonElement answer, string list) => [.. answer.GetProperty(list).EnumerateArray().Select(it => it.GetGuid())];

    public static bool IsNull(this JsonElement answer, string property) => answer.GetProperty(property).ValueKind == JsonValueKind.Null;

    /// <summary>The same with one property spoilt, or added.</summary>
    public static Dictionary<string, object?> With(this Dictionary<string, object?> body, string property, object? value) => new(body) { [property] = value };
}

/// <summary>The service shared by the tests of this assembly, each with States of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OneAssistance : ICollectionFixture<AssistanceWorld>
{
    public const string Name = "technical assistance";
}
