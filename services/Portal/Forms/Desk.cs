using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Portal.Languages;
using Portal.Pages;
using Portal.Services;
using Portal.Tokens;

namespace Portal.Forms;

/// <summary>
/// Serves the pages on which something can be done. Read, it shows a page and its forms; posted to, it has the service do what
/// the form is for, in the name of the reader, and leads on when it is done. When it is not, the page stands as it was: everything typed
/// is kept, and what is wrong is said beside the field it is wrong in.
/// </summary>
sealed class Desk(IAntiforgery antiforgery, ServiceReader reader, ServiceWriter writer, UserTokens tokens, LanguageCatalogue languages, StateNames states, TimeProvider time, ILogger<Desk> log)
{
    /// <param name="load">What the page shows; null when it is absent, or hidden from this reader: the same page either way.</param>
    public async Task<IResult> Serve<TPage>(HttpContext context, Func<Reading, Task<Sheet?>> load) where TPage : IComponent
    {
        var cancel = context.RequestAborted;
        try
        {
            var reading = new Reading(reader, languages.Current, await TokenOf(context, cancel), cancel);
            return await load(reading) is not { } sheet ? Notice(context, StatusCodes.Status404NotFound, "absent")
                : HttpMethods.IsPost(context.Request.Method) ? await Take<TPage>(context, sheet, load, reading)
                : Page<TPage>(context, sheet, null, StatusCodes.Status200OK);
        }
        catch (NoAnswer fault)
        {
            log.LogWarning(fault, "A page is not to be had");
            return Notice(context, StatusCodes.Status503ServiceUnavailable, "away", fault.Service.Name);
        }
    }

    async Task<IResult> Take<TPage>(HttpContext context, Sheet sheet, Func<Reading, Task<Sheet?>> load, Reading reading) where TPage : IComponent
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Notice(context, StatusCodes.Status400BadRequest, "foreign-form");
        var typed = await context.Request.ReadFormAsync(reading.Cancel);
        if (sheet.Forms.FirstOrDefault(form => form.Name == typed[FilledForm.NameField]) is not { } form || typed[FilledForm.KeyField].FirstOrDefault() is not { Length: > 0 and <= 100 } key || reading.Token is not { } token)
            return Notice(context, StatusCodes.Status400BadRequest, "foreign-form");
        var filled = new FilledForm(form, key, typed);
        if (typed.ContainsKey(FilledForm.MoreField))
            return Page<TPage>(context, sheet, filled, StatusCodes.Status200OK);
        if (Wrong(filled, reading.Language) is { Count: > 0 } wrong)
            return Page<TPage>(context, sheet, new(form, key, typed) { Faults = wrong }, StatusCodes.Status400BadRequest);

        var body = RequestBody.Of(filled, reading.Language);
        try
        {
            var written = await writer.Post(form.Service, form.Path, body.Json, key, filled.IfMatch, reading.Language, token, reading.Cancel);
            if (written.Refusal is { } refusal)
            {
                // The page as it is now, under a key of its own: what comes next is another deed. A stale version is the reader's to see first.
                var fresh = await load(reading) ?? sheet;
                form = fresh.Forms.FirstOrDefault(it => it.Name == form.Name) ?? form;
                return Page<TPage>(context, fresh, new(form, NewKey(), written.Status == StatusCodes.Status412PreconditionFailed ? Renewed(typed, form) : typed) { Faults = FaultsOf(refusal, written.Status, body, form, reading.Language, await states.In(reading.Language, reading.Cancel)) }, written.Status);
            }
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers.Location = form.Then?.Invoke(written.Answer) ?? context.Request.PathBase + context.Request.Path;
            return Results.StatusCode(StatusCodes.Status303SeeOther);
        }
        catch (NoAnswer fault)
        {
            log.LogWarning(fault, "What became of a form is not known");
            return Page<TPage>(context, sheet, new(form, key, typed) { Faults = [new(null, reading.Language.With("form.unknown-outcome", form.Service.Name))] }, StatusCodes.Status503ServiceUnavailable);
        }
    }

    static FormCollection Renewed(IFormCollection typed, Form form)
    {
        var renewed = typed.ToDictionary(StringComparer.Ordinal);
        renewed[FilledForm.MatchField] = form.IfMatch;
        return new(renewed);
    }

    /// <summary>Everything at once that is missing or cannot be read, in the reader's language; what is wrong otherwise is the service's to say.</summary>
    static List<FormFault> Wrong(FilledForm filled, Language language)
    {
        var wrong = new List<FormFault>();
        foreach (var part in filled.Form.Parts)
            if (part is Rows rows)
                wrong.AddRange(from row in Enumerable.Range(0, filled.CountOf(rows))
                               where !filled.IsEmpty(rows, row)
                               from field in rows.Fields
                               let fault = Fault(FilledForm.InRow(rows, row, field))
                               where fault is not null
                               select fault);
            else if (part is Field field && Fault(field) is { } fault)
                wrong.Add(fault);
        return wrong;

        FormFault? Fault(Field field) =>
            field.IsRequired && filled.Of(field.Name).All(string.IsNullOrWhiteSpace) ? new(field.Name, language.With("form.missing", language[field.Label]))
            : TypedValue.Of(filled.Form, field, filled.Of(field.Name), language).Fault is { } fault ? new(field.Name, fault) : null;
    }

    /// <summary>Everything a service refused, each at its field and in the reader's language.</summary>
    static List<FormFault> FaultsOf(Problem refusal, int status, RequestBody body, Form form, Language language, Names names)
    {
        if (status == StatusCodes.Status412PreconditionFailed)
            return [new(null, language["form.changed-meanwhile"])];
        var telling = new Telling(language, names, path => form.LabelOf(body.OnPage(path) ?? path) is { } label ? language[label] : null);
        return refusal.Errors is { Count: > 0 } several
            ? [.. several.Select(fault => new FormFault(body.OnPage(fault.Field), telling.Tell(fault.Sentence, fault.Detail, fault.Values), Why(fault.Rule, fault.Source)))]
            : [new(body.OnPage(refusal.Field), telling.Tell(refusal.Sentence, refusal.Detail, refusal.Values), Why(refusal.Rule, refusal.Source))];

        Reason Why(string rule, string? source)
        {
            var (text, isInWords) = source is null ? ((string?)null, false) : telling.Source(source);
            return new(rule, text, isInWords);
        }
    }

    IResult Page<TPage>(HttpContext context, Sheet sheet, FilledForm? posted, int status) where TPage : IComponent
    {
        var forms = sheet.Forms.Where(form => form.IsOffered || form.Name == posted?.Form.Name).Select(form => form.Name == posted?.Form.Name ? posted : new FilledForm(form, NewKey(), null));
        return HtmlPage.Of<TPage>(context, new { sheet.Model, Forms = new FilledForms([.. forms]) }, status);
    }

    static IResult Notice(HttpContext context, int status, string name, string? about = null) => HtmlPage.Of<NoticePage>(context, new { Name = name, About = about }, status);

    /// <summary>Whoever came with a token of their own is read and served with that.</summary>
    async Task<string?> TokenOf(HttpContext context, CancellationToken cancel) =>
        await tokens.For(context.User, cancel) ?? (context.User.Identity is ClaimsIdentity { IsAuthenticated: true } && context.Request.Headers.Authorization.ToString() is { Length: > 7 } bearer ? bearer[7..] : null);

    string NewKey() => Guid.CreateVersion7(time.GetUtcNow()).ToString();
}

/// <summary>What a page shows, and what can be done on it.</summary>
/// <param name="Model">The page's own parameter of that name.</param>
sealed record Sheet(object Model, params IReadOnlyList<Form> Forms);

/// <summary>The forms of a page, as they stand.</summary>
public sealed record FilledForms(IReadOnlyList<FilledForm> All)
{
    /// <returns>Null when the page does not ask it.</returns>
    public FilledForm? this[string name] => All.FirstOrDefault(filled => filled.Form.Name == name);
}

/// <summary>Reads the services for one reader and one page.</summary>
sealed record Reading(ServiceReader Services, Language Language, string? Token, CancellationToken Cancel)
{
    /// <inheritdoc cref="ServiceReader.Read"/>
    public Task<T> Read<T>(Gateway.UpstreamService service, string path) where T : notnull => Services.Read<T>(service, path, Language, Cancel, Token);

    /// <inheritdoc cref="ServiceReader.Find"/>
    public Task<Found<T>?> Find<T>(Gateway.UpstreamService service, string path) where T : notnull => Services.Find<T>(service, path, Language, Cancel, Token);

    /// <inheritdoc cref="ServiceReader.ReadAll"/>
    public Task<IReadOnlyList<T>> ReadAll<T>(Gateway.UpstreamService service, string path) => Services.ReadAll<T>(service, path, Language, Cancel, Token);
}
