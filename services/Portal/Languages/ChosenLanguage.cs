using Microsoft.AspNetCore.Localization;

namespace Portal.Languages;

/// <summary>
/// Which language an answer is in: the one asked for with <c>?lang=</c> (kept in a cookie from then on), the kept one, or the first of
/// <c>Accept-Language</c> that there is.
/// </summary>
static class ChosenLanguage
{
    public const string Parameter = "lang", Cookie = "lang";

    public static void AddLanguages(this WebApplicationBuilder builder)
    {
        var languages = LanguageCatalogue.Shipped();
        builder.Services.AddSingleton(languages);
        builder.Services.Configure<RequestLocalizationOptions>(options =>
        {
            var cultures = languages.All.Select(language => language.Culture).ToList();
            (options.SupportedCultures, options.SupportedUICultures) = (cultures, cultures);
            options.DefaultRequestCulture = new RequestCulture(languages.Default.Culture);
            options.RequestCultureProviders =
            [
                new CustomRequestCultureProvider(context => Named(context.Request.Query[Parameter])),
                new CustomRequestCultureProvider(context => Named(context.Request.Cookies[Cookie])),
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
    }

    /// <summary>Keeps the language that was asked for.</summary>
    public static void Keep(HttpContext context, Language language)
    {
        if (context.Request.Query[Parameter] != language.Code)
            return;
        // Not essential in the sense of the privacy rules, but it holds no id and the reader asked for it.
        context.Response.Cookies.Append(Cookie, language.Code,
            new() { Path = "/", HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
    }

    static Task<ProviderCultureResult?> Named(string? code) => Task.FromResult(string.IsNullOrEmpty(code) ? null : new ProviderCultureResult(code));
}
