using ServiceDefaults.Reading;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Languages;
using ServiceDefaults.Access;

namespace Portal.Pages;

/// <summary>A page as an answer: in the reader's language, kept by nobody on the way, and where it is for one reader alone, not by their browser either.</summary>
static class HtmlPage
{
    /// <param name="parameters">Of the page, but for <c>Language</c> and <c>Languages</c>, which every page has.</param>
    public static RazorComponentResult<TPage> Of<TPage>(HttpContext context, object parameters, int status = StatusCodes.Status200OK) where TPage : IComponent
    {
        var languages = context.RequestServices.GetRequiredService<LanguageCatalogue>();
        var language = languages.Current;
        ChosenLanguage.Keep(context, language);
        context.Response.Headers.ContentLanguage = language.Code;
        context.Response.Headers.Vary = "Accept-Language, Cookie";
        context.Response.Headers.CacheControl = IsForOne(context) ? "private, no-store" : "private, no-cache";
        if (status < StatusCodes.Status300MultipleChoices && Forms.Done.Take(context) is { } done)
            context.RequestServices.GetRequiredService<PageNotes>().Done = language.Texts.GetValueOrDefault($"form.{done}.done");
        var all = parameters.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(it => it.Name, it => it.GetValue(parameters));
        all["Language"] = language;
        all["Languages"] = languages.All;
        return new(all) { StatusCode = status };
    }

    /// <summary>
    /// Shown to who is signed in, or to who has just typed something: whoever goes back to it on a shared computer, after its reader has signed out, is
    /// asked who they are, and reads nothing (RFC 9111 §5.2.2.5).
    /// </summary>
    static bool IsForOne(HttpContext context) => context.User.Identity?.IsAuthenticated == true || !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);

    /// <summary>In the document of the interface: a page for everyone or for those who may see it. Its address is read as strictly as that of any interface.</summary>
    public static TBuilder IsPage<TBuilder>(this TBuilder route, string summary) where TBuilder : IEndpointConventionBuilder => route
        .WithSummary(summary)
        .WithDescription("HTML in the language of ?lang=, of the cookie kept from it, or of Accept-Language.")
        .SpeaksLanguages()
        .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["text/html"]));

    /// <summary>The address may say the language.</summary>
    public static TBuilder SpeaksLanguages<TBuilder>(this TBuilder route) where TBuilder : IEndpointConventionBuilder => route.WithMetadata(ReadsLanguage.Yes);

    /// <summary>What of the page can be asked for, shown where it was asked for wrongly.</summary>
    public static TBuilder AsksBy<TBuilder>(this TBuilder route, Func<HttpContext, CancellationToken, Task<Asking>> read) where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new AsksBy(read));

    /// <summary>
    /// The address of a form that is posted has no page of its own: whoever opens it, reloads it or changes its language comes to the page where the
    /// form stands.
    /// </summary>
    /// <param name="page">Its address; places in braces are those of <paramref name="address"/>.</param>
    public static void MapWhereItStands(this IEndpointRouteBuilder routes, string address, string page) => routes.MapGet(address, (HttpContext context) =>
    {
        var at = context.Request.RouteValues.Aggregate(page, (path, value) => path.Replace($"{{{value.Key}}}", Uri.EscapeDataString($"{value.Value}"), StringComparison.Ordinal));
        return SignIn.SignInAddress.SeeOther(context, at + context.Request.QueryString);
    }).ForEveryone().ExcludeFromDescription();

    sealed record ReadsLanguage : IReadsQuery
    {
        public static readonly ReadsLanguage Yes = new();

        public IReadOnlyList<string> Names => [ChosenLanguage.Parameter];
    }
}
