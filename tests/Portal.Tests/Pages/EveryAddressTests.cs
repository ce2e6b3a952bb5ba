using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Portal.Gateway;
using Portal.Languages;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.Pages;

/// <summary>Every address of the portal that a browser can stand at, also after a form was posted there: whoever changes the language or reloads comes to a page.</summary>
public class Every_address_of_a_page(RealServers servers)
{
    const string OfABrowser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    static readonly LanguageCatalogue languages = LanguageCatalogue.Shipped();

    /// <summary>What is no page: interfaces, files that pages use, and documents to keep.</summary>
    static bool IsNoPage(string address) => address.StartsWith("/api/", StringComparison.Ordinal) || address is "/health" or "/alive" or "/.well-known/jwks.json"
        || address.StartsWith("/openapi/", StringComparison.Ordinal) || address.StartsWith("/docs", StringComparison.Ordinal) || Path.HasExtension(address);

    [Fact]
    public async Task Gives_a_page_to_a_language_link_and_a_reload_whoever_reads_it()
    {
        await using var empty = await Empty();
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { empty.Address }))]);
        var addresses = Addresses(portal).Where(address => !IsNoPage(address)).ToList();
        addresses.Count.ShouldBeGreaterThan(30);
        addresses.ShouldContain("/account/password");
        var faults = new List<string>();
        foreach (var role in Enum.GetValues<Role>().Cast<Role?>().Prepend(null))
        {
            using var browser = role is { } one ? await Browser.Of(portal, one, RoleNames.IsOfAState(one) ? "ZWE" : null) : new Browser(portal);
            foreach (var address in addresses)
                foreach (var ask in languages.All.Select(language => $"?lang={language.Code}").Append(""))
                    if (await Fault(browser, address + ask) is { } fault)
                        faults.Add($"{role}: {address}{ask}: {fault}");
        }
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_HEAD_like_GET()
    {
        await using var empty = await Empty();
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { empty.Address }))]);
        foreach (var address in Addresses(portal).Append("/api/treaties/states").Append("/nothing-here"))
        {
            using var whole = await Ask(new Browser(portal).Http, address, HttpMethod.Get);
            using var head = await Ask(new Browser(portal).Http, address, HttpMethod.Head);

            head.StatusCode.ShouldBe(whole.StatusCode, address);
            head.Content.Headers.ContentType?.MediaType.ShouldBe(whole.Content.Headers.ContentType?.MediaType, address);
            (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty(address);
        }
    }

    /// <summary>Case 31 of the field: whoever presses Back on a shared computer after somebody signed out reads nothing of theirs.</summary>
    [Fact]
    public async Task Is_kept_by_no_browser_of_who_is_signed_in()
    {
        await using var empty = await Empty();
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { empty.Address }))]);
        var addresses = Addresses(portal).Where(address => !IsNoPage(address)).ToList();
        foreach (var (role, state) in new[] { (Role.Operator, (string?)null), (Role.CentralAuthority, "ZWE"), (Role.ReviewOfficer, null) })
        {
            using var browser = await Browser.Of(portal, role, state);
            foreach (var address in addresses)
            {
                using var answer = await Ask(browser.Http, address, HttpMethod.Get);
                if (answer.Content.Headers.ContentType?.MediaType == "text/html")
                    answer.Headers.CacheControl?.NoStore.ShouldBeTrue($"{role}: {address} {answer.Headers.CacheControl}");
            }
        }
        using var reader = new Browser(portal);
        using var home = await Ask(reader.Http, "/", HttpMethod.Get);
        home.Headers.CacheControl!.ToString().ShouldBe("no-cache, private", "what everyone reads may be kept, and is asked for again");
    }

    /// <summary>What was wrong with a form that leads back to where one was is told on a page that still knows where.</summary>
    [Fact]
    public async Task Keeps_the_way_back_through_a_sign_in_that_failed_and_a_change_of_language()
    {
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null);
        using var browser = new Browser(portal);
        using var refused = await browser.SignIn("nobody", "no password at all", "/users?q=a");
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await refused.Content.ReadAsStringAsync();

        page.ShouldContain("href=\"?to=%2Fusers%3Fq%3Da&amp;lang=ar\"");
        (await browser.Get("/sign-in?to=%2Fusers%3Fq%3Da&lang=ar")).Text.ShouldContain("action=\"/sign-in?to=%2Fusers%3Fq%3Da\"");
    }

    [Fact]
    public async Task Leads_to_the_directory_who_has_not_chosen_whom_to_ask_and_says_so()
    {
        await using var empty = await Empty();
        await using var portal = await PortalHost.Start(await servers.NewDatabase("portal"), [], null, [.. UpstreamService.All.Select(service => (service, new[] { empty.Address }))]);
        using var browser = await Browser.Of(portal, Role.CentralAuthority, "KEN");
        foreach (var asked in new[] { "/cooperation/new", "/cooperation/new?to=", "/cooperation/new?to=KEN" })
        {
            var leads = (await browser.Get(asked)).Leads.ShouldNotBeNull();
            var page = await browser.Get(leads);
            page.Status.ShouldBe(HttpStatusCode.OK);
            page.Words.ShouldContain("goes to one authority");
        }
    }

    static async Task<string?> Fault(Browser browser, string address)
    {
        for (var steps = 0; steps < 3; steps++)
        {
            using var answer = await Ask(browser.Http, address, HttpMethod.Get);
            if (answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Redirect)
            {
                address = answer.Headers.Location!.ToString();
                continue;
            }
            return answer.Content.Headers.ContentType?.MediaType != "text/html" ? $"{answer.StatusCode} {answer.Content.Headers.ContentType}"
                : answer.StatusCode == HttpStatusCode.MethodNotAllowed || answer.StatusCode >= HttpStatusCode.InternalServerError ? $"{answer.StatusCode}" : null;
        }
        return "leads round and round";
    }

    static async Task<HttpResponseMessage> Ask(HttpClient http, string address, HttpMethod method)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Accept", OfABrowser);
        return await http.SendAsync(request);
    }

    /// <summary>Of every route, with something in its places.</summary>
    static List<string> Addresses(ServiceHost<UpstreamService> portal) =>
        [.. portal.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => !endpoint.RoutePattern.Parameters.Any(parameter => parameter.IsCatchAll))
            .Select(endpoint => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Filled))))).Distinct().Order(StringComparer.Ordinal)];

    static string Filled(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { Name: "number" } => "1",
        RoutePatternParameterPart { Name: "service" } => "treaties",
        RoutePatternParameterPart { Name: "state" } => "KEN",
        RoutePatternParameterPart { Name: "name" } => "parties",
        RoutePatternParameterPart { ParameterPolicies.Count: > 0 } => ReviewsOfATest.Id,
        _ => "adherence-and-directory",
    };

    static Task<Upstream> Empty() => Upstream.Start(context => context.Request.Path.Value is { } path && path.Contains('/', StringComparison.Ordinal) && path.LastIndexOf('/') > 0
        ? Absent(context)
        : context.Response.WriteAsJsonAsync(new { items = Array.Empty<object>() }));

    static Task Absent(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
