using System.Net;
using Portal.Gateway;
using Portal.Languages;
using Portal.Services;
using Portal.Tokens;

namespace Portal.Pages;

/// <summary>Reads from the services what one page shows, in the reader's language. What one service cannot give takes nothing from the others.</summary>
sealed class PageReader(ServiceReader services, UserTokens tokens, IHttpContextAccessor request, LanguageCatalogue languages, ILogger<PageReader> log)
{
    /// <summary>A part of the page, as everyone may see it. Null while the service gives no answer, or has no such thing.</summary>
    public async Task<T?> Part<T>(UpstreamService service, string path, CancellationToken cancel) where T : class => (await Find<T>(service, path, cancel)).Value;

    /// <summary>As <see cref="Part"/>, with what the reader may see beyond everyone.</summary>
    public async Task<T?> PartForReader<T>(UpstreamService service, string path, CancellationToken cancel) where T : class => (await FindForReader<T>(service, path, cancel)).Value;

    /// <summary>A list, to its end, as everyone may see it. Null while the service gives no answer.</summary>
    public Task<IReadOnlyList<T>?> List<T>(UpstreamService service, string path, CancellationToken cancel) =>
        List(() => services.ReadAll<T>(service, path, languages.Current, cancel));

    /// <summary>A list that the service gives whole, as everyone may see it. Null while the service gives no answer.</summary>
    public Task<IReadOnlyList<T>?> Whole<T>(UpstreamService service, string path, CancellationToken cancel) =>
        List(() => services.ReadWhole<T>(service, path, languages.Current, cancel));

    /// <summary>As <see cref="List{T}(UpstreamService, string, CancellationToken)"/>, with what the reader may see beyond everyone.</summary>
    public async Task<IReadOnlyList<T>?> ListForReader<T>(UpstreamService service, string path, CancellationToken cancel)
    {
        var token = await Token(cancel);
        return await List(() => services.ReadAll<T>(service, path, languages.Current, cancel, token));
    }

    /// <summary>The thing the page is about, as everyone may see it: there, absent, or not to be had while the service is away.</summary>
    /// <exception cref="Misasked">It was asked with a parameter of the page's address that the service does not take.</exception>
    public Task<(T? Value, bool IsAbsent)> Find<T>(UpstreamService service, string path, CancellationToken cancel) where T : class => Find<T>(service, path, null, cancel);

    /// <summary>As <see cref="Find{T}(UpstreamService, string, CancellationToken)"/>, with what the reader may see beyond everyone.</summary>
    /// <exception cref="Misasked">As <see cref="Find{T}(UpstreamService, string, CancellationToken)"/>; or it is for others.</exception>
    public async Task<(T? Value, bool IsAbsent)> FindForReader<T>(UpstreamService service, string path, CancellationToken cancel) where T : class =>
        await Find<T>(service, path, await Token(cancel), cancel, isForReader: true);

    /// <summary>Whoever came with a token of their own is read for with that.</summary>
    async Task<string?> Token(CancellationToken cancel) => request.HttpContext is not { } context ? null
        : await tokens.For(context.User, cancel)
            ?? (context.User.Identity is { IsAuthenticated: true } && context.Request.Headers.Authorization.ToString() is { Length: > 7 } bearer ? bearer[7..] : null);

    async Task<IReadOnlyList<T>?> List<T>(Func<Task<IReadOnlyList<T>>> read)
    {
        try
        {
            return await read();
        }
        catch (NoAnswer fault)
        {
            Note(fault);
            return null;
        }
    }

    async Task<(T? Value, bool IsAbsent)> Find<T>(UpstreamService service, string path, string? token, CancellationToken cancel, bool isForReader = false) where T : class
    {
        try
        {
            return await services.Find<T>(service, path, languages.Current, cancel, token) is { } found ? (found.Value, false) : (null, true);
        }
        catch (NoAnswer fault)
        {
            if (isForReader && fault is { Refusal: { } problem, InnerException: HttpRequestException { StatusCode: HttpStatusCode.Forbidden } })
                throw new Misasked(StatusCodes.Status403Forbidden, problem);
            Note(fault);
            // What is no code or id at all is as absent as one that nobody has.
            return (null, fault.InnerException is HttpRequestException { StatusCode: HttpStatusCode.BadRequest });
        }
    }

    /// <exception cref="Misasked">It was asked with a parameter of the page's address that the service does not take.</exception>
    void Note(NoAnswer fault)
    {
        if (fault.Refusal is { Field: { } field } problem && request.HttpContext?.Request.Query.ContainsKey(field) == true)
            throw new Misasked(StatusCodes.Status400BadRequest, problem);
        log.LogWarning(fault, "A part of a page is left out");
    }
}
