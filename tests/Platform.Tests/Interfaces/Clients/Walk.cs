using System.Net.Http.Headers;
using Networks;
using Reviews;
using TechnicalAssistance;
using Treaties;

/// <summary>
/// A State's own system goes through the platform: where the State stands, what a deposit would do, whom it is reviewed with, its authority, a
/// request that it answers, and the figure that counts it all. An example to copy from; a test generates the clients with NSwag and runs it.
/// </summary>
public static class Walk
{
    /// <param name="platform">Where the platform answers: http://localhost:8080.</param>
    /// <param name="tokenOf">The token of a State's central authority.</param>
    /// <param name="asked">The State whose authority is asked, KEN.</param>
    /// <param name="asking">The State that asks it.</param>
    /// <param name="say">Takes what was seen, a line at a time.</param>
    public static async Task Take(string platform, Func<string, string> tokenOf, string asked, string asking, Action<string> say)
    {
        // What is public needs no token.
        var everyone = new HttpClient();
        var treaties = new TreatiesClient(everyone) { BaseUrl = $"{platform}/api/treaties" };
        var status = (await treaties.ExplainStatusAsync("uncac", asked, asOf: new(2015, 12, 31))).Result;
        say($"{status.State} is bound since {status.EffectiveOn:yyyy-MM-dd}.");

        // One that has not joined: what would its accession today change?
        var assistance = new TechnicalAssistanceClient(everyone) { BaseUrl = $"{platform}/api/technical-assistance" };
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var outside = (await assistance.ListNonPartiesAsync("uncac")).Result.Items.First().State;
        var supposed = (await treaties.SupposeDepositAsync("uncac", outside, today, TreatyActionKind.Accession)).Result;
        say($"{supposed.State} would be bound from {supposed.EffectiveOn:yyyy-MM-dd}, as party {supposed.Before!.Certain} + {supposed.After!.Certain - supposed.Before.Certain}.");

        // Reviews enrols whoever joins.
        var reviews = new ReviewsClient(everyone) { BaseUrl = $"{platform}/api/reviews" };
        var enrolled = (await reviews.ListEnrolmentsAsync("uncac-irm", limit: 500)).Result.Items.Any(it => it.State == asked);
        say($"{asked} is {(enrolled ? "" : "not ")}enrolled.");

        // Both States designate who answers for them. The key makes it safe to send again what may have arrived.
        var here = new NetworksClient(Bearing(tokenOf(asked))) { BaseUrl = $"{platform}/api/networks" };
        var there = new NetworksClient(Bearing(tokenOf(asking))) { BaseUrl = $"{platform}/api/networks" };
        var authority = (await here.DesignateAuthorityAsync(Designation(asked, today), idempotency_Key: $"designate-{asked}-{today:O}")).Result;
        var sender = (await there.DesignateAuthorityAsync(Designation(asking, today), idempotency_Key: $"designate-{asking}-{today:O}")).Result;
        say($"{authority.Names["en"]} is designated for {authority.Functions.Single().Function}.");

        // One asks the other, which reads the request, with the tag that the next step is taken under, and answers.
        var question = new TransmitRequestRequest { From = sender.Id, To = authority.Id, Instrument = "uncac", Article = "uncac art. 46(13)", Subject = "Records", Text = "Who owns it?" };
        var sent = (await there.TransmitRequestAsync(question)).Result;
        var received = await here.ShowRequestAsync(sent.Id);
        var acknowledged = await here.AcknowledgeRequestAsync(sent.Id, TagOf(received));
        var answered = await here.AnswerRequestAsync(sent.Id, TagOf(acknowledged), new() { Text = "Those two." });
        say($"The request is {answered.Result.Stage.ToString().ToLowerInvariant()}: {(await there.ShowRequestAsync(sent.Id)).Result.Answer!.Text}");

        // What may not be done is refused by a rule that has a name, with a sentence to show.
        try
        {
            await here.AnswerRequestAsync(sent.Id, TagOf(answered), new() { Text = "And a third." });
        }
        catch (Networks.ApiException<Networks.Problem> refused)
        {
            say($"Not again ({refused.StatusCode}, {refused.Result.Rule}): {refused.Result.Detail}");
        }

        // And every number opens to the records that it counts.
        var networks = new NetworksClient(everyone) { BaseUrl = $"{platform}/api/networks" };
        var figure = (await networks.GetFigureAsync("authorities", only: ["instrument:uncac"])).Result;
        var records = (await networks.ListFigureRecordsAsync("authorities", only: ["instrument:uncac"])).Result.Items!;
        say($"{figure.Count!.Certain} {figure.Unit}, {records.Count} records, {records.Count(it => it.State == asked)} of {asked}.");
    }

    static HttpClient Bearing(string token) => new() { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };

    static string TagOf(Networks.SwaggerResponse answer) => answer.Headers["ETag"].Single();

    static DesignateAuthorityRequest Designation(string state, DateOnly today) => new()
    {
        State = state,
        Details = new()
        {
            Names = { ["en"] = $"Central Authority of {state}" },
            Functions = { new DesignatedFunction { Function = "mutual-legal-assistance", Instrument = "uncac" } },
            Source = new() { Reference = "Note 1", Date = today },
        },
    };
}
