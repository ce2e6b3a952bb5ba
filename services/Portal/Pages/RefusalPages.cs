using System.Text.Json;
using Portal.Forms;
using Portal.Languages;
using Portal.Services;
using Portal.SignIn;
using ServiceDefaults.Answers;

namespace Portal.Pages;

/// <summary>
/// Tells who reads pages on a page why they do not see what they asked for: what is wrong with the address, that its page is for others, that
/// something is away. Programs get the problem.
/// </summary>
sealed class RefusalPages(StateNames names, LanguageCatalogue languages) : IRefusalAnswer
{
    /// <summary>The key under which a request remembers that it was told: a page that cannot be drawn is not drawn twice.</summary>
    static readonly object isTold = new();

    public Task<bool> Write(HttpContext context, Refusal refusal)
    {
        var tongue = Tongue.Of(languages.Current.Code);
        IReadOnlyList<FieldFault> faults = refusal.Faults.Count > 0 ? refusal.Faults : [new(refusal.Field ?? "", refusal.Said, refusal.Source)];
        return Write(context, refusal.Status,
            [.. faults.Select(fault => new ProblemOfField(fault.Field, fault.Said.Rule.Name, fault.Said.In(tongue), fault.Said.SentenceIn(tongue), Values(fault.Said, tongue)))]);
    }

    /// <summary>As <see cref="Write(HttpContext, Refusal)"/>, what a service said of a question the page asked it.</summary>
    public Task<bool> Write(HttpContext context, int status, Problem problem) =>
        Write(context, status, problem.Errors ?? [new(problem.Field ?? "", problem.Rule, problem.Detail, problem.Sentence, problem.Values)]);

    async Task<bool> Write(HttpContext context, int status, IReadOnlyList<ProblemOfField> faults)
    {
        if (!UnknownAddress.ReadsPages(context.Request) || !context.Items.TryAdd(isTold, true))
            return false;
        await (status switch
        {
            StatusCodes.Status404NotFound => HtmlPage.Of<NotFound>(context, new { }, status).ExecuteAsync(context),
            StatusCodes.Status403Forbidden => NotForYou.Answer(context, faults.SelectMany(fault => RolesOf(fault.Values))),
            _ => Tell(context, status, faults),
        });
        return true;
    }

    async Task Tell(HttpContext context, int status, IReadOnlyList<ProblemOfField> faults)
    {
        var language = languages.Current;
        var asking = context.GetEndpoint()?.Metadata.GetMetadata<AsksBy>() is { } asks && status == StatusCodes.Status400BadRequest
            ? await asks.Read(context, context.RequestAborted) : null;
        var telling = new Telling(language, faults.Any(fault => fault.Values?.Values.Any(NeedsNames) == true) ? await names.In(language, context.RequestAborted) : new([], []),
            LabelOf);
        await HtmlPage.Of<RefusedPage>(context, new
        {
            Kind = status switch { StatusCodes.Status400BadRequest => "asked",
                StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout or StatusCodes.Status502BadGateway => "away", >= 500 => "fault", _ => "way" },
            Faults = (IReadOnlyList<(string?, string?, Told)>)[.. faults.Select(
                fault => (LabelOf(fault.Field), asking?.Controls.FirstOrDefault(it => it.Name == fault.Field && it.Kind != ControlKind.Kept)?.Id,
                    telling.Tell(fault.Sentence, fault.Detail, fault.Values)))],
            Asking = asking,
            Faulty = (IReadOnlyCollection<string>)[.. faults.Select(fault => fault.Field)],
        }, status).ExecuteAsync(context);

        string? LabelOf(string parameter) => asking?.Controls.FirstOrDefault(it => it.Name == parameter) is { Kind: not ControlKind.Kept } control ? language[control.Label]
            : language.Texts.GetValueOrDefault($"parameter.{parameter.ToLowerInvariant()}");
    }

    static bool NeedsNames(ProblemValue value) => value.Kind is "state" or "instrument" or "provision" || value.Items?.Any(NeedsNames) == true;

    static IEnumerable<string> RolesOf(IReadOnlyDictionary<string, ProblemValue>? values) => values?.GetValueOrDefault("roles")?.Items?.Select(it => it.Value!) ?? [];

    /// <summary>What a sentence speaks of, as services write it in a problem.</summary>
    public static IReadOnlyDictionary<string, ProblemValue> Values(Said said, Tongue tongue) => said.ValuesIn(tongue).ToDictionary(it => it.Key, it => Value(it.Value));

    static ProblemValue Value(WrittenValue value) =>
        new(JsonNamingPolicy.KebabCaseLower.ConvertName(value.Kind.ToString()), value.Text, value.Value, value.Of, value.Items?.Select(Value).ToList());
}

/// <summary>A service did not take a question of a page, and it is the reader's own to mend.</summary>
sealed class Misasked(int status, Problem problem) : Exception(problem.Detail)
{
    public int Status => status;

    public Problem Problem => problem;
}

/// <summary>Tells what a service refused of a page's question as what the portal itself refuses.</summary>
sealed class MisaskedPages(RequestDelegate next, RefusalPages pages)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Misasked misasked) when (!context.Response.HasStarted)
        {
            if (!await pages.Write(context, misasked.Status, misasked.Problem))
                await Results.Json(misasked.Problem, ServiceReader.Json, "application/problem+json", misasked.Status).ExecuteAsync(context);
        }
    }
}
