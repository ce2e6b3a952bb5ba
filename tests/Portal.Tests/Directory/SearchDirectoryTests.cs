using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Directory;

public class Searching_the_directory
{
    const string Id = "01990000-0000-7000-8000-000000000001";

    /// <summary>Networks as it answers: contacts for who comes with a token, and for nobody else.</summary>
    static Task<Upstream> Networks() => Upstream.Start(context => Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(context.Response, context.Request.Path == "/authorities"
        ? new { items = new[] { new { id = Id, state = "KEN", territory = (string?)null, names = new Dictionary<string, string> { ["en"] = "Office <of> the Attorney" }, functions = new[] { new { function = "extradition", instrument = "uncac" } }, contact = context.Request.Headers.Authorization.Count == 0 ? null : (object)new { unit = "Desk 4", postalAddress = (string?)null, telephone = "+254 1", email = "desk@example.org", web = (string?)null, languages = new[] { "en" }, channels = new[] { "direct" }, electronicTransmission = true, urgentAroundTheClock = false, source = new { reference = "NV 1", date = "2026-01-02" } } } } }
        : (object)new { items = Array.Empty<object>() }));

    static Task<ServiceHost<UpstreamService>> Portal(Upstream networks) => PortalHost.Start((UpstreamService.Networks, [networks.Address]));

    [Fact]
    public async Task Hands_on_what_was_asked_and_leaves_out_what_was_not()
    {
        await using var networks = await Networks();
        await using var portal = await Portal(networks);

        await portal.Http.GetStringAsync("/directory?function=extradition&instrument=&state=KEN&q=attorney general");

        networks.Asked.ShouldContain(it => it.Path == "/authorities?function=extradition&state=KEN&q=attorney%20general&limit=200");
    }

    /// <summary>Case 28 of the field: Networks gives them by code.</summary>
    [Theory]
    [InlineData("en", "DZA DEU CHE"), InlineData("ar", "DEU DZA CHE"), InlineData("zh", "DZA DEU CHE")]
    public async Task Is_in_the_order_of_the_States_names_in_the_readers_language(string language, string order)
    {
        await using var networks = await Upstream.Start(
            ("/authorities", new { items = new[] { "CHE", "DEU", "DZA" }.Select(state => new { id = Id, state, territory = (string?)null, names = new { en = "Office" }, functions = Array.Empty<object>(), contact = (object?)null }) }),
            ("/functions", new { items = Array.Empty<object>() }));
        await using var treaties = await Upstream.Start(context => Microsoft.AspNetCore.Http.HttpResponseJsonExtensions.WriteAsJsonAsync(context.Response, context.Request.Path == "/states"
            ? new { items = Named(context.Request.Headers.AcceptLanguage.ToString()).Select(it => new { code = it.Code, name = it.Name, kind = "member-state", regionalGroup = (string?)null }) }
            : (object)new { items = Array.Empty<object>() }));
        await using var portal = await PortalHost.Start((UpstreamService.Networks, [networks.Address]), (UpstreamService.Treaties, [treaties.Address]));

        var page = await portal.Http.GetStringAsync($"/directory?lang={language}");

        string.Join(' ', System.Text.RegularExpressions.Regex.Matches(page, "class=\"quiet\"><a href=\"/states/([A-Z]{3})\"").Select(match => match.Groups[1].Value)).ShouldBe(order);
    }

    static (string Code, string Name)[] Named(string language) =>
        language.StartsWith("ar", StringComparison.Ordinal) ? [("CHE", "سويسرا"), ("DEU", "ألمانيا"), ("DZA", "الجزائر")]
        : language.StartsWith("zh", StringComparison.Ordinal) ? [("CHE", "瑞士"), ("DEU", "德国"), ("DZA", "阿尔及利亚")]
        : [("CHE", "Switzerland"), ("DEU", "Germany"), ("DZA", "Algeria")];

    [Fact]
    public async Task Shows_everyone_the_name_and_nobody_without_a_token_how_to_reach_it()
    {
        await using var networks = await Networks();
        await using var portal = await Portal(networks);

        var page = await portal.Http.GetStringAsync("/directory");

        page.ShouldContain("Office &lt;of&gt; the Attorney");
        page.ShouldNotContain("Desk 4");
        page.ShouldContain("practitioners who have signed in");
        networks.Asked.ShouldAllBe(it => !it.Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData(Role.CentralAuthority, "FJI", true)]
    [InlineData(Role.CentralAuthority, "KEN", false)]
    [InlineData(Role.NetworkOfficer, null, false)]
    [InlineData(Role.PermanentMission, "FJI", false)]
    public async Task Offers_a_request_to_central_authorities_of_other_States_and_how_to_reach_it_to_whom_Networks_tells_it(Role role, string? state, bool mayAsk)
    {
        await using var networks = await Networks();
        await using var portal = await Portal(networks);
        using var reader = portal.As(role, state);

        var page = await reader.GetStringAsync("/directory");

        page.ShouldContain("desk@example.org");
        page.Contains($"/cooperation/new?to={Id}", StringComparison.Ordinal).ShouldBe(mayAsk);
    }

    [Fact]
    public async Task Says_so_while_Networks_is_away()
    {
        await using var portal = await PortalHost.Start((UpstreamService.Networks, [await Upstream.Away()]));

        (await portal.Http.GetStringAsync("/directory")).ShouldContain("<p class=\"away\">");
    }

    [Theory]
    [InlineData("/directory", "The directory is empty"), InlineData("/directory?q=nobody", "No authority fits")]
    public async Task Says_why_it_shows_nothing(string path, string says)
    {
        await using var networks = await Upstream.Start(("/authorities", new { items = Array.Empty<object>() }), ("/functions", new { items = Array.Empty<object>() }));
        await using var portal = await Portal(networks);

        (await portal.Http.GetStringAsync(path)).ShouldContain(says);
    }

    [Fact]
    public async Task Tells_two_authorities_of_one_name_apart_by_territory_or_by_what_they_are_for_or_by_their_place()
    {
        static object One(int id, string? territory, params string[] functions) => new
        {
            id = $"01990000-0000-7000-8000-00000000000{id}", state = "KEN", territory, names = new Dictionary<string, string> { ["en"] = "Ministry" }, functions = functions.Select(it => new { function = it, instrument = "uncac" }), contact = (object?)null,
        };
        async Task<string> Of(params object[] authorities)
        {
            await using var networks = await Upstream.Start(("/authorities", new { items = authorities }), ("/functions", new { items = new[] { new { function = "extradition", instrument = "uncac", names = new Dictionary<string, string> { ["en"] = "Extradition" } } } }));
            await using var portal = await Portal(networks);
            var page = await portal.Http.GetStringAsync("/directory");
            return string.Join('|', System.Text.RegularExpressions.Regex.Matches(page, "<h2><a [^>]*><bdi>(.*?)</h2>", System.Text.RegularExpressions.RegexOptions.Singleline).Select(match => System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(match.Groups[1].Value, "<[^>]+>", ""))));
        }

        (await Of(One(1, null, "extradition"))).ShouldBe("Ministry");
        (await Of(One(1, "North", "extradition"), One(2, "South", "extradition"))).ShouldBe("Ministry (North)|Ministry (South)");
        (await Of(One(1, null, "extradition"), One(2, null, "asset-recovery"))).ShouldBe("Ministry (Extradition · uncac)|Ministry (asset recovery · uncac)");
        (await Of(One(1, null, "extradition"), One(2, null, "extradition"))).ShouldBe("Ministry (no. 1)|Ministry (no. 2)");
    }
}
