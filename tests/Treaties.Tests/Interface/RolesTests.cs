using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Access;
using Treaties.Tests.World;

namespace Treaties.Tests.Interface;

public class Each_role_and_each_use_case(RealRecordService service) : IClassFixture<RealRecordService>
{
    readonly TreatiesService treaties = service.Treaties;

    static readonly string[] changes = ["/instruments/uncac/actions", $"/instruments/uncac/actions/{Guid.Empty}/corrections", "/imports", $"/imports/{Guid.Empty}/acceptance"];

    static readonly string[] everyones =
    [
        "/instruments", "/instruments/uncac", "/instruments/uncac/articles", "/instruments/uncac/parties", "/instruments/uncac/actions", "/instruments/uncac/participants/KEN", "/instruments/uncac/participants/KEN/reviewers", "/instruments/uncac/statements",
        "/instruments/uncac/what-if?state=SMR&depositOn=2026-01-01", "/states", "/states/KEN", "/figures", "/figures/parties?instrument=uncac", "/figures/parties/records?instrument=uncac", "/figures/parties/changes?instrument=uncac", "/published-counts",
    ];

    [Fact]
    public async Task Only_the_treaty_officer_changes_the_record()
    {
        foreach (var role in Enum.GetValues<Role>())
            foreach (var change in changes)
            {
                var status = (await treaties.Post(change, change == "/imports" ? "state" : new { }, "*", role)).Status;
                if (role == Role.TreatyOfficer)
                    status.ShouldNotBe(HttpStatusCode.Forbidden, change);
                else
                    status.ShouldBe(HttpStatusCode.Forbidden, $"{role} {change}");
            }
    }

    [Fact]
    public async Task Nobody_who_has_not_signed_in_changes_it_or_sees_an_import()
    {
        foreach (var change in changes)
            (await treaties.Host.Http.PostAsync(change, null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, change);
        (await treaties.Host.Http.GetAsync($"/imports/{Guid.Empty}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await treaties.Host.As(Role.ReviewOfficer).GetAsync($"/imports/{Guid.Empty}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await treaties.Host.As(Role.TreatyOfficer).GetAsync($"/imports/{Guid.Empty}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_the_secretariat_and_the_State_itself_see_what_a_State_has_not_told()
    {
        const string missing = "/instruments/uncac/missing-notifications";
        (await treaties.Host.Http.GetAsync(missing)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var role in Enum.GetValues<Role>())
            (await treaties.Host.As(role, RoleNames.IsOfAState(role) ? "KEN" : null).GetAsync(missing)).StatusCode.ShouldBe(
                role is Role.TreatyOfficer or Role.NetworkOfficer or Role.PermanentMission or Role.CentralAuthority ? HttpStatusCode.OK : HttpStatusCode.Forbidden, $"{role}");

        (await States(Role.TreatyOfficer, null)).ShouldBeNull("nothing was notified by anybody: the silence is the record's");
        await treaties.Record("uncac", new { state = "KEN", kind = "notification", source = "C.N.7.2024", depositedOn = "2024-05-02", provisions = new[] { "uncac art. 46(13)" } });

        var all = (await States(Role.TreatyOfficer, null))!;
        all.ShouldContain("TUV mutual-legal-assistance");
        all.ShouldNotContain("KEN mutual-legal-assistance");
        (await States(Role.PermanentMission, "TUV"))!.ShouldAllBe(one => one.StartsWith("TUV "));

        async Task<List<string>?> States(Role role, string? state)
        {
            var answer = await treaties.Host.As(role, state).GetFromJsonAsync<JsonElement>(missing);
            return answer.GetProperty("items") is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray().Select(item => $"{item.GetProperty("state").GetString()} {item.GetProperty("function").GetString()}")] : null;
        }
    }

    [Fact]
    public async Task Everybody_reads_status_and_figures()
    {
        foreach (var path in everyones)
            (await treaties.Host.Http.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
    }

    [Fact]
    public async Task Are_all_in_the_document_of_the_interface()
    {
        var paths = (await treaties.Get("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();

        paths.ShouldContain("/instruments/{instrument}/actions/{action}/corrections");
        paths.ShouldContain("/imports/{import}/acceptance");
        paths.ShouldContain("/figures/{name}/records");
    }

    [Fact]
    public void No_use_case_is_left_out_here()
    {
        var routes = treaties.Host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(route => new[] { "/instruments", "/imports", "/states", "/figures", "/actions" }.Any(start => route.StartsWith(start, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);

        routes.ShouldBe(
        [
            "/actions/{action:guid}", "/figures", "/figures/{name}", "/figures/{name}/changes", "/figures/{name}/records", "/imports", "/imports/{import:guid}", "/imports/{import:guid}/acceptance",
            "/instruments", "/instruments/{instrument}", "/instruments/{instrument}/actions", "/instruments/{instrument}/actions", "/instruments/{instrument}/actions/{action:guid}",
            "/instruments/{instrument}/actions/{action:guid}/corrections", "/instruments/{instrument}/articles", "/instruments/{instrument}/missing-notifications", "/instruments/{instrument}/participants/{state}",
            "/instruments/{instrument}/participants/{state}/reviewers", "/instruments/{instrument}/parties", "/instruments/{instrument}/statements", "/instruments/{instrument}/what-if", "/states", "/states/{state}",
        ]);
    }
}
