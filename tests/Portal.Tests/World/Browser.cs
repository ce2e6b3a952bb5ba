using System.Net;
using System.Text.RegularExpressions;
using Portal.Gateway;
using Servers;
using ServiceDefaults.Access;

namespace Portal.Tests.World;

/// <summary>Reads pages, keeps cookies and posts forms as a browser without scripts does. Follows no redirect by itself, so that a test sees it.</summary>
sealed class Browser(ServiceHost<UpstreamService> portal) : IDisposable
{
    readonly CookieContainer cookies = new();
    HttpClient? http;

    public HttpClient Http => http ??= new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = portal.Http.BaseAddress };

    public IReadOnlyList<Cookie> Cookies => [.. cookies.GetCookies(portal.Http.BaseAddress!).Cast<Cookie>()];

    /// <summary>Loses a cookie, as browsers do that are closed or cleared.</summary>
    public void Forget(string cookie) => cookies.GetCookies(portal.Http.BaseAddress!)[cookie]!.Expired = true;

    /// <summary>A browser of somebody who signed in as a developer.</summary>
    public static async Task<Browser> Of(ServiceHost<UpstreamService> portal, Role role, string? state = null)
    {
        var browser = new Browser(portal);
        var answer = await browser.SignIn(role, state);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        return browser;
    }

    public async Task<HttpResponseMessage> SignIn(Role role, string? state = null)
    {
        var page = await Get("/sign-in");
        return await Post("/sign-in/development", new() { ["form-token"] = Hidden(page.Text, "form-token"), ["role"] = RoleNames.Of(role), ["state"] = state ?? "" });
    }

    public async Task<HttpResponseMessage> SignIn(string name, string password, string? to = null)
    {
        var address = "/sign-in" + (to is null ? "" : "?to=" + Uri.EscapeDataString(to));
        return await Post(address, new() { ["form-token"] = Hidden((await Get(address)).Text, "form-token"), ["name"] = name, ["password"] = password });
    }

    public async Task<Page> Get(string path) => await Page.Of(this, new(HttpMethod.Get, path));

    public Task<HttpResponseMessage> Post(string path, Dictionary<string, string> fields) => Http.PostAsync(path, new FormUrlEncodedContent(fields));

    /// <summary>Fills in a form of a page and posts it, with everything hidden in it.</summary>
    public async Task<Page> Submit(string path, string form, Dictionary<string, string> typed) => await Submit(path, (await Get(path)).Form(form), typed);

    /// <summary>Posts a form that is open in the browser.</summary>
    public async Task<Page> Submit(string path, Dictionary<string, string> hidden, Dictionary<string, string> typed)
    {
        var fields = new Dictionary<string, string>(hidden);
        foreach (var (name, value) in typed)
            fields[name] = value;
        return await Send(path, fields);
    }

    /// <summary>Posts what stands in a form, several fields of one name too.</summary>
    public async Task<Page> Send(string path, IEnumerable<KeyValuePair<string, string>> fields) =>
        await Page.Of(this, new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) });

    /// <summary>Submits a form, and where the page asks whether one is sure, says so.</summary>
    public async Task<Page> SubmitAndBeSure(string path, string form, Dictionary<string, string> typed)
    {
        var page = await Submit(path, form, typed);
        return page.AsksWhetherSure ? await Submit(path, page.Form(form), new() { ["#sure"] = "1" }) : page;
    }

    public static string Hidden(string html, string name) =>
        Regex.Match(html, $"<input type=\"hidden\" name=\"{Regex.Escape(name)}\" value=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value)
            : throw new InvalidOperationException($"No {name} in {html}");

    public void Dispose() => http?.Dispose();
}

/// <summary>What a browser got.</summary>
sealed record Page(HttpStatusCode Status, string Text, string? Leads)
{
    /// <summary>What is read in it by who reads neither what people typed nor what is told to programs.</summary>
    public required string Seen { get; init; }

    /// <summary>Words in Latin letters in a page of another script; none in an English one.</summary>
    public IEnumerable<string> LatinWords => Text.Length == 0 || Wording.LanguageOf(Text) == "en" ? [] : Wording.LatinWords(Seen);

    /// <summary>Asks as browsers do.</summary>
    public static async Task<Page> Of(Browser browser, HttpRequestMessage request)
    {
        using var asked = request;
        asked.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        using var answer = await browser.Http.SendAsync(asked);
        return await Of(answer);
    }

    /// <summary>Holds what came to what everything is held to that a person is shown.</summary>
    public static async Task<Page> Of(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (text.Length > 0)
            answer.Content.Headers.ContentType?.MediaType.ShouldBe("text/html", $"{answer.RequestMessage}: {text}");
        var page = new Page(answer.StatusCode, text, answer.Headers.Location?.ToString()) { Seen = Wording.Visible(text) };
        Wording.MakersWords(page.Seen).ShouldBeEmpty($"{answer.RequestMessage}");
        return page;
    }

    /// <summary>What is hidden in a form.</summary>
    public Dictionary<string, string> Form(string name)
    {
        var form = Forms.FirstOrDefault(html => html.Contains($"name=\"#form\" value=\"{name}\"", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"There is no form {name} ({Status}): {Text}");
        return Regex.Matches(form, "<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")
            .ToDictionary(match => WebUtility.HtmlDecode(match.Groups[1].Value), match => WebUtility.HtmlDecode(match.Groups[2].Value));
    }

    public bool Asks(string form) => Forms.Any(html => html.Contains($"name=\"#form\" value=\"{form}\"", StringComparison.Ordinal));

    /// <summary>Whether a second act is wanted before something grave is done.</summary>
    public bool AsksWhetherSure => Text.Contains("name=\"#sure\"", StringComparison.Ordinal);

    /// <summary>Its markup with the letters that a browser reads, whatever the script.</summary>
    public string Markup => WebUtility.HtmlDecode(Text);

    /// <summary>Its words, as its reader sees them.</summary>
    public string Words => Regex.Replace(WebUtility.HtmlDecode(Regex.Replace(Text, "<[^>]+>", " ")), @"\s+", " ");

    IEnumerable<string> Forms => Regex.Matches(Text, "<form .*?</form>", RegexOptions.Singleline).Select(match => match.Value);
}
