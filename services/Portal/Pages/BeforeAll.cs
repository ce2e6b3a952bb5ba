namespace Portal.Pages;

/// <summary>What every answer needs, also one that is given before the portal's own pipeline begins: the headers for browsers, and the language of the reader.</summary>
sealed class BeforeAll : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseRequestLocalization();
        next(app);
    };
}
