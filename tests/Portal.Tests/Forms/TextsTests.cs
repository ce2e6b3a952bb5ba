using System.Net;
using System.Text.RegularExpressions;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Forms;

/// <summary>What is typed into a form of the portal's own, and what is shown of a text in prose.</summary>
public class A_text_on_a_page(RealServers servers)
{
    [Fact]
    public async Task Is_not_taken_with_control_characters_by_any_form_of_the_portals_own()
    {
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null);
        using var operating = await Browser.Of(portal, Role.Operator);
        using var stranger = new Browser(portal);

        foreach (var (sign, code) in new[] { ('\u0001', "U+0001"), ('\u202E', "U+202E") })
        {
            var refused = await operating.TryToInvite($"an{sign}na", "review-officer", "", $"An{sign}na");
            refused.Status.ShouldBe(HttpStatusCode.BadRequest);
            Regex.Count(refused.Markup, $"<p class=\"fault\" id=\"invitation-(fullName|signInName)-fault\"><bdi>[^<]*{Regex.Escape(code)}").ShouldBe(2, "both at once, each at its field: " + refused.Words);
        }
        (await portal.Scalar<long>("SELECT count(*) FROM portal_user WHERE name <> 'operator'")).ShouldBe(0);
        await IsRefused(await stranger.SignIn("an\u0001na", "a password"), "interface/control-character", "name");
        await IsRefused(await stranger.SignIn("anna", "a pass\u0001word"), "interface/control-character", "password");
        // The framework reads no form that holds U+0000, and does not say where.
        await IsRefused(await stranger.SignIn("an\0na", "a password"), "interface/unreadable-form", null);
        (await stranger.SignIn("anna", "\u200Fa password")).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "it is wrong, and nothing else");
        await IsRefused(await operating.Http.GetAsync("/users?q=%00"), "interface/control-character", "q");
    }

    [Theory]
    [InlineData("asOf=01/02/2014", "asOf"), InlineData("from=2014-1-2", "from"), InlineData("to=2 Jan", "to")]
    public async Task Is_a_date_in_one_form_alone(string query, string field)
    {
        await using var portal = await PortalHost.Start();

        await IsRefused(await portal.Http.GetAsync($"/reports/adherence-and-directory?{query}"), "interface/unreadable-field", field);
    }

    [Theory]
    [InlineData("asOf=01/02/2014", "asOf", "interface/unreadable-field"), InlineData("knownAt=1/2/2014", "knownAt", "interface/unreadable-field"), InlineData("knownAt=2999-01-01", "knownAt", "interface/known-in-the-future")]
    public async Task Is_a_day_that_an_instrument_can_be_asked_for(string query, string field, string rule)
    {
        await using var portal = await PortalHost.Start();

        await IsRefused(await portal.Http.GetAsync($"/instruments/untoc?{query}"), rule, field);
    }

    static async Task IsRefused(HttpResponseMessage answer, string rule, string? field)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await answer.Content.ReadAsStringAsync());
        var problem = await answer.Problem();
        ((string?)problem["rule"], (string?)problem["field"]).ShouldBe((rule, field));
    }
}
