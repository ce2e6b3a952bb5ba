using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Portal.Drafts;
using Portal.Languages;
using Portal.Pages;
using Portal.Services;
using Portal.SignIn;
using Portal.Tokens;
using Portal.Users;
using KeptForms = System.Collections.Generic.IReadOnlyDictionary<string, (Portal.Drafts.KeptText Text, System.DateTimeOffset KeptAt)>;

namespace Portal.Forms;

/// <summary>
/// Serves the pages on which something can be done. Read, it shows a page and its forms; posted to, it has the service do what
/// the form is for, in the name of the reader, and leads on when it is done. When it is not, the page stands as it was: everything typed
/// is kept, and what is wrong is said beside the field it is wrong in.
/// </summary>
sealed class Desk(
    IAntiforgery antiforgery, ServiceReader reader, ServiceWriter writer, UserTokens tokens, LanguageCatalogue languages, StateNames states, DraftStore drafts, FormOwner owners, TimeProvider time,
    ILogger<Desk> log)
{
    /// <summary>The rule by which a service takes a key for one request alone.</summary>
    const string KeyReused = "interface/idempotency-key-reused";

    static readonly Task<KeptForms?> nothingKept = Task.FromResult<KeptForms?>(new Dictionary<string, (KeptText, DateTimeOffset)>());

    /// <param name="load">What the page shows; null when it is absent, or hidden from this reader: the same page either way.</param>
    public async Task<IResult> Serve<TPage>(HttpContext context, Func<Reading, Task<Sheet?>> load) where TPage : IComponent
    {
        var cancel = context.RequestAborted;
        var posted = HttpMethods.IsPost(context.Request.Method) ? await PostedTo(context) : null;
        var person = PersonOf(context);
        if (posted is not null && await OfAnother(context, posted) is { } notice)
            return notice;
        var isPersons = posted is not null && person is not null && owners.Of(posted.Owner) == person;
        if (isPersons && posted!.Has(FilledForm.KeepField))
            return await Keep(person, context, posted, posted.Key, WhyKept.Unfinished) ? Results.NoContent() : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        // Asked for while the services are read: the page waits for the slower of the two.
        var kept = person is { } whose && (posted is null || isPersons) ? drafts.Of(whose, DraftStore.AddressOf(context.Request), cancel) : nothingKept;
        try
        {
            var reading = new Reading(reader, languages.Current, await TokenOf(context, cancel), cancel);
            return await load(reading) is not { } sheet ? Notice(context, StatusCodes.Status404NotFound, "absent")
                : posted is not null ? await Take<TPage>(context, posted, isPersons ? person : null, sheet, load, reading, kept)
                : await Page<TPage>(context, sheet, null, StatusCodes.Status200OK, kept);
        }
        catch (NoAnswer fault) when (posted is null && fault is { Refusal: { } problem, InnerException: HttpRequestException { StatusCode: HttpStatusCode.Forbidden } })
        {
            throw new Misasked(StatusCodes.Status403Forbidden, problem);    // the reader is told whose page it is
        }
        catch (NoAnswer fault)
        {
            log.LogWarning(fault, "A page is not to be had");
            var isKept = isPersons && !posted!.Has(FilledForm.DiscardField) && await Keep(person, context, posted, posted.Key, WhyKept.Away);
            return Notice(context, StatusCodes.Status503ServiceUnavailable, isKept ? "away-and-kept" : "away", languages.Current.Service(fault.Service));
        }
    }

    /// <summary>What was sent when nobody was signed in any more is kept for whom the form was shown to.</summary>
    public async Task KeepUnsigned(HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method) && await PostedTo(context) is { } posted && owners.Of(posted.Owner) is { } owner)
            await Keep(owner, context, posted, posted.Key, posted.Has(FilledForm.KeepField) ? WhyKept.Unfinished : WhyKept.SessionOver);
    }

    /// <summary>What was sent by another person than the form was shown to, who may not even see the page, is kept for whom it was shown to.</summary>
    /// <returns>The page that says so; null where nothing was sent, or by nobody else.</returns>
    public async Task<IResult?> OfAnother(HttpContext context) => HttpMethods.IsPost(context.Request.Method) && await PostedTo(context) is { } posted ? await OfAnother(context, posted) : null;

    async Task<IResult?> OfAnother(HttpContext context, Posted posted)
    {
        if (owners.Of(posted.Owner) is not { } owner || owner == PersonOf(context))
            return null;
        await Keep(owner, context, posted, posted.Key, WhyKept.SignedInAsAnother);
        return Notice(context, StatusCodes.Status400BadRequest, "signed-in-as-another");
    }

    /// <param name="person">Whose form it is; null for a program's, and for a form that is not known to be the reader's.</param>
    async Task<IResult> Take<TPage>(HttpContext context, Posted posted, Guid? person, Sheet sheet, Func<Reading, Task<Sheet?>> load, Reading reading, Task<KeptForms?> kept) where TPage : IComponent
    {
        var isOurs = await antiforgery.IsRequestValidAsync(context);
        var key = posted.Key;
        if (sheet.Forms.FirstOrDefault(form => form.Name == posted.Form) is not { } form || key.Length is 0 or > 100 || (form.Own is null && reading.Token is null) || (!isOurs && person is null))
            return Notice(context, StatusCodes.Status400BadRequest, "foreign-form");
        posted = posted.In(reading.Language, form);
        var typed = posted.Typed;
        var filled = new FilledForm(form, key, typed);
        if (posted.Has(FilledForm.LanguageField))
            return await InAnotherLanguage();
        if (!isOurs)
        {
            // It was shown to this reader, so what is in it is theirs; whether they sent it is for them to say once more.
            await Keep(person, context, posted, key, WhyKept.FormTooOld);
            return await Page<TPage>(context, sheet, new(form, key, typed) { Kept = (WhyKept.FormTooOld, time.GetUtcNow()) }, StatusCodes.Status400BadRequest, kept);
        }
        if (posted.Has(FilledForm.DiscardField))
        {
            await Forget();
            return SeeOther(Here());
        }
        if (posted.Has(FilledForm.MoreField) || posted.Has(FilledForm.BackField))
        {
            await Keep(person, context, posted, key, WhyKept.Unfinished);
            return await Page<TPage>(context, sheet, filled, StatusCodes.Status200OK, kept);
        }
        if (await Wrong(filled, reading.Language) is { Count: > 0 } wrong)
        {
            await Keep(person, context, posted, key, WhyKept.Refused);
            return await Page<TPage>(context, sheet, new(form, key, typed) { Faults = wrong }, StatusCodes.Status400BadRequest, kept);
        }
        if (filled.IsGrave && !posted.Has(FilledForm.SureField))
        {
            await Keep(person, context, posted, key, WhyKept.Unfinished);
            return await Page<TPage>(context, sheet, new(form, key, typed) { IsToBeSure = true }, StatusCodes.Status200OK, kept);
        }

        if (form.Own is { } own)
        {
            var outcome = await own.Do(filled);
            if (outcome.Fault is { } fault)
            {
                await Keep(person, context, posted, key, WhyKept.Refused);
                return await Page<TPage>(context, sheet, new(form, key, typed) { Faults = [fault] }, StatusCodes.Status409Conflict, kept);
            }
            await Forget();
            if (outcome.Shown is not { } shown)
                return Lead(default);
            context.RequestServices.GetRequiredService<PageNotes>().Done = reading.Language.Texts.GetValueOrDefault($"form.{form.Name}.done");
            return shown;
        }

        var (body, service, token) = (RequestBody.Of(filled, reading.Language), form.Service!, reading.Token!);
        try
        {
            var written = await writer.Send(service, form.Method, form.Path, body.Json, key, filled.IfMatch, reading.Language, token, reading.Cancel);
            if (written.Refusal is { Rule: KeyReused })
                return await SentBefore();
            if (written.Refusal is { } refusal)
            {
                // The page as it is now, under a key of its own: what comes next is another deed. A stale version is the reader's to see first.
                var (fresh, fields, next) = (await load(reading) ?? sheet, typed, NewKey());
                form = fresh.Forms.FirstOrDefault(it => it.Name == form.Name) ?? form;
                if (written.Status == StatusCodes.Status412PreconditionFailed)
                    fields = Renewed(typed, form);
                await Keep(person, context, posted with { Typed = fields }, next, WhyKept.Refused);
                return await Page<TPage>(context, fresh, new(form, next, fields) { Faults = FaultsOf(refusal, written.Status, body, form, reading.Language, await states.In(reading.Language, reading.Cancel)) }, written.Status, kept);
            }
            await Forget();
            return Lead(written.Answer);
        }
        catch (NoAnswer fault)
        {
            log.LogWarning(fault, "What became of a form is not known");
            await Keep(person, context, posted, key, WhyKept.Away, new(body.Json, filled.IfMatch));
            return await Page<TPage>(context, sheet, new(form, key, typed) { Faults = [new(null, reading.Language.With("form.unknown-outcome", reading.Language.Service(service)))] }, StatusCodes.Status503ServiceUnavailable, kept);
        }

        string Here() => DraftStore.AddressOf(context.Request);

        async Task Forget()
        {
            if (person is { } whose && (await kept is not { } known || known.ContainsKey(form.Name)))
                await drafts.Forget(whose, Here(), form.Name, reading.Cancel);
        }

        // The address says the language; this page in it finds the draft.
        async Task<IResult> InAnotherLanguage()
        {
            if (!filled.IsUntouched())
                await Keep(person, context, posted, key, WhyKept.LanguageChanged);
            return SeeOther(context.Request.PathBase + context.Request.Path + context.Request.QueryString);
        }

        // Under this key something else was done: what was sent when no answer came, or what the reader went back from. It is not done twice; what was changed since is the reader's to send as another.
        async Task<IResult> SentBefore()
        {
            var first = person is { } whose && await SentUnder(key, whose, context, form.Name) is { } sent
                ? await writer.Send(service, form.Method, form.Path, sent.Body, key, sent.IfMatch, reading.Language, token, reading.Cancel) : null;
            var address = first is { Refusal: null } ? form.Then?.Invoke(first.Answer) : null;
            var (fresh, next) = (await load(reading) ?? sheet, NewKey());
            form = fresh.Forms.FirstOrDefault(it => it.Name == form.Name) ?? form;
            await Keep(person, context, posted, next, WhyKept.Refused);
            return await Page<TPage>(context, fresh, new(form, next, typed)
            {
                Faults = [new(null, new Told([new(reading.Language["form.sent-before"]), .. address is null ? (ToldPart[])[] : [new(reading.Language["form.sent-before.what"], address)]]))],
            }, StatusCodes.Status409Conflict, kept);
        }

        IResult Lead(JsonElement answer)
        {
            var leads = form.Then?.Invoke(answer) ?? Here();
            Done.Leave(context, form.Name, leads);
            return SeeOther(leads);
        }

        IResult SeeOther(string address) => SignInAddress.SeeOther(context, address);
    }

    async Task<Posted> PostedTo(HttpContext context) =>
        Posted.Of(context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty, languages);

    /// <summary>Keeps what was posted for the person whose it is; with what was sent under the same key before, for as long as nobody knows what became of it.</summary>
    async Task<bool> Keep(Guid? person, HttpContext context, Posted posted, string key, WhyKept why, SentText? sent = null) =>
        person is { } whose && posted.Form.Length > 0 && key.Length is > 0 and <= 100
        && await drafts.Keep(whose, DraftStore.AddressOf(context.Request), posted.Form,
            KeptText.Of(key, posted.WrittenIn, why, posted.Typed, sent ?? await SentUnder(key, whose, context, posted.Form)), context.RequestAborted);

    async Task<SentText?> SentUnder(string key, Guid person, HttpContext context, string form) =>
        await drafts.Of(person, DraftStore.AddressOf(context.Request), context.RequestAborted) is { } texts && texts.TryGetValue(form, out var kept) && kept.Text.Key == key ? kept.Text.Sent : null;

    /// <returns>The account that is signed in; null for nobody, and for a program.</returns>
    static Guid? PersonOf(HttpContext context) => SignedInVisitor.Of(context) is { IsSignedIn: true } visitor ? AccessRecords.Actor(visitor.Asker) : null;

    static FormCollection Renewed(IFormCollection typed, Form form)
    {
        var renewed = typed.ToDictionary(StringComparer.Ordinal);
        renewed[FilledForm.MatchField] = form.IfMatch;
        return new(renewed);
    }

    /// <summary>Everything at once that is missing or cannot be read, in the reader's language; what is wrong otherwise is the service's to say.</summary>
    static async Task<List<FormFault>> Wrong(FilledForm filled, Language language)
    {
        var wrong = new List<FormFault>();
        foreach (var part in filled.Form.Parts)
            if (part is Rows { IsRequired: true } needed && Enumerable.Range(0, filled.CountOf(needed)).All(row => filled.IsEmpty(needed, row)))
                wrong.Add(new(needed.FirstOnPage, language.With("form.missing", language[needed.Label])));
            else if (part is Rows rows)
                wrong.AddRange((from row in Enumerable.Range(0, filled.CountOf(rows))
                               where !filled.IsEmpty(rows, row)
                               from field in rows.Fields
                               let fault = Fault(FilledForm.InRow(rows, row, field))
                               where fault is not null
                               select fault).Concat(SaidTwice(rows)));
            else if (part is Field field && Fault(field) is { } fault)
                wrong.Add(fault);
        return filled.Form.Own is { } own ? OwnForm.Together(filled.Form, wrong, OwnForm.Unreadable(filled, language), await own.Faults(filled)) : wrong;

        IEnumerable<FormFault> SaidTwice(Rows rows) => !rows.AreLanguages ? [] : Enumerable.Range(0, filled.CountOf(rows)).Where(row => !filled.IsEmpty(rows, row))
            .GroupBy(row => rows.LanguageOf(filled, row)).Where(same => same.Key is not null).SelectMany(same => same.Skip(1))
            .Select(row => new FormFault(FilledForm.InRow(rows, row, rows.Fields[0]).Name, language.With("fault.language-twice", language.NameOfLanguage(rows.LanguageOf(filled, row)!))));

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

    /// <summary>The page with its forms: the one that was posted as it is, the others as they were kept, or empty.</summary>
    async Task<IResult> Page<TPage>(HttpContext context, Sheet sheet, FilledForm? posted, int status, Task<KeptForms?> kept) where TPage : IComponent
    {
        var person = PersonOf(context);
        var texts = await kept;
        var owner = person is { } reads ? owners.Seal(reads) : null;
        FilledForm[] forms = [.. sheet.Forms.Where(form => form.IsOffered || form.Name == posted?.Form.Name).Select(form => form.Name == posted?.Form.Name ? posted! : AsKept(form))];
        foreach (var form in forms)
            form.Owner = owner;
        var notes = context.RequestServices.GetRequiredService<PageNotes>();
        (notes.FormInHand, notes.Next) = ((posted ?? forms.FirstOrDefault(form => form.Kept is not null) ?? forms.FirstOrDefault(form => !form.Form.IsAside))?.Id, sheet.Next);
        return HtmlPage.Of<TPage>(context, new { sheet.Model, Forms = new FilledForms(forms) }, status);

        FilledForm AsKept(Form form) => texts is not null && texts.TryGetValue(form.Name, out var draft)
            ? new(form, draft.Text.Key, TypedValue.Rewritten(form, draft.Text.Typed, languages.Of(draft.Text.Language), languages.Current)) { Kept = (draft.Text.Why, draft.KeptAt) }
            : new(form, NewKey(), null);
    }

    static IResult Notice(HttpContext context, int status, string name, string? about = null) => HtmlPage.Of<NoticePage>(context, new { Name = name, About = about }, status);

    /// <summary>Whoever came with a token of their own is read and served with that.</summary>
    async Task<string?> TokenOf(HttpContext context, CancellationToken cancel) =>
        await tokens.For(context.User, cancel) ?? (context.User.Identity is ClaimsIdentity { IsAuthenticated: true } && context.Request.Headers.Authorization.ToString() is { Length: > 7 } bearer ? bearer[7..] : null);

    string NewKey() => Guid.CreateVersion7(time.GetUtcNow()).ToString();
}

/// <summary>What a page shows, and what can be done on it.</summary>
/// <param name="Model">The page's own parameter of that name.</param>
sealed record Sheet(object Model, params IReadOnlyList<Form> Forms)
{
    /// <summary>What comes next with the thing shown, in the reader's language: said after each deed. Null where a deed's own sentence says it.</summary>
    public string? Next { get; init; }
}

/// <summary>A form that was posted, as the mechanism reads it before it knows which form that is.</summary>
/// <param name="WrittenIn">The language of the page on which it was typed: what a reader chose since, here or in another window, makes no other date of it.</param>
sealed record Posted(IFormCollection Typed, Language WrittenIn)
{
    public string Form => Typed[FilledForm.NameField].FirstOrDefault() ?? "";
    public string Key => Typed[FilledForm.KeyField].FirstOrDefault() ?? "";
    public string? Owner => Typed[FilledForm.OwnerField].FirstOrDefault();

    public static Posted Of(IFormCollection typed, LanguageCatalogue languages) =>
        new(typed, languages.All.FirstOrDefault(language => language.Code == typed[FilledForm.WrittenInField].FirstOrDefault()) ?? languages.Current);

    public bool Has(string button) => Typed.ContainsKey(button);

    /// <summary>As another language writes it.</summary>
    public Posted In(Language language, Form form) => new(TypedValue.Rewritten(form, Typed, WrittenIn, language), language);
}

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

    /// <inheritdoc cref="ServiceReader.ReadFixed"/>
    public Task<IReadOnlyList<T>> ReadFixed<T>(Gateway.UpstreamService service, string path) => Services.ReadFixed<T>(service, path, Language, Cancel);

    /// <inheritdoc cref="ServiceReader.ReadAll"/>
    public Task<IReadOnlyList<T>> ReadAll<T>(Gateway.UpstreamService service, string path) => Services.ReadAll<T>(service, path, Language, Cancel, Token);
}
