using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults.Answers;

/// <summary>Why something was not done, in words its reader can act on and in the reader's language. Becomes an RFC 9457 problem at the edge of a service.</summary>
/// <param name="Status">HTTP status: 400 for input that cannot be read as meant, 404 for absent or hidden, 409 for a broken rule, 412 and 428 for preconditions.</param>
/// <param name="Said">The rule, and what it is broken by.</param>
/// <param name="Field">The field of the request at fault, as the request writes it; null when it is the request as a whole.</param>
/// <param name="Source">The treaty article, resolution or page the rule rests on; null for rules of the interface.</param>
public sealed record Refusal(int Status, Said Said, string? Field, string? Source = null) : IResult
{
    static readonly Rule absent = new("absent", "what"), absentOfAName = new("absent#named", "what", "name");

    const string RetryAfterSeconds = "5";

    /// <summary>Name of the rule, stable.</summary>
    public string Rule => Said.Rule.Name;

    /// <summary>What is said, in English: for logs.</summary>
    public string Detail => DetailIn(Tongue.English);

    /// <summary>A rule of the field forbids it as things stand (409).</summary>
    public static Refusal Because(Said said, string? field, string? source = null) => new(StatusCodes.Status409Conflict, said, field, source);

    /// <summary>The request cannot be read as meant (400).</summary>
    public static Refusal Invalid(Said said, string? field, string? source = null) => new(StatusCodes.Status400BadRequest, said, field, source);

    /// <summary>The request is for somebody else to make (403).</summary>
    public static Refusal Forbidden(Said said, string? field, string? source = null) => new(StatusCodes.Status403Forbidden, said, field, source);

    /// <summary>Not to be had at the moment (503): its reader is told to come back.</summary>
    public static Refusal Away(Said said) => new(StatusCodes.Status503ServiceUnavailable, said, null);

    /// <summary>Not there, or not to be seen by this asker: the same answer (404).</summary>
    /// <param name="what">A word of the list <c>record</c>: <c>review</c>.</param>
    public static Refusal Absent(string what) => new(StatusCodes.Status404NotFound, absent.With(RefusalValue.Word("record", what)), null);

    /// <summary>Not there, where everyone may see all there are (404).</summary>
    /// <param name="what">A word of the list <c>record</c>: <c>instrument</c>.</param>
    /// <param name="name">By which it was asked for.</param>
    /// <param name="field">The parameter that names it; null where the address itself does.</param>
    public static Refusal Absent(string what, RefusalValue name, string? field = null) =>
        new(StatusCodes.Status404NotFound, absentOfAName.With(RefusalValue.Word("record", what), name), field);

    /// <summary>No word of a list that our data close, as those of our code are closed by their type (400).</summary>
    /// <param name="words">All there are.</param>
    public static Refusal NoneOf(IEnumerable<RefusalValue> words, string text, string field) => Invalid(Unreadable.NoneOfTheWords.With(RefusalValue.Text(text), RefusalValue.List(words)), field);

    /// <summary>Everything in a request that cannot be read as meant, told at once (400); null where nothing is at fault.</summary>
    public static Refusal? Invalid(IEnumerable<FieldFault> faults) => Of(StatusCodes.Status400BadRequest, [.. faults]);

    /// <summary>Every rule of the field that forbids it as things stand, told at once (409); null where none does.</summary>
    public static Refusal? Because(IEnumerable<FieldFault> faults) => Of(StatusCodes.Status409Conflict, [.. faults]);

    /// <summary>Several refusals told at once, each at its field, under the status of the first; null where there is none.</summary>
    public static Refusal? All(params IEnumerable<Refusal?> refusals) => refusals.OfType<Refusal>().ToList() switch
    {
        [] => null,
        [var one] => one,
        [var first, ..] all => first with { Faults = [.. all.SelectMany(it => it.Faults.Count > 0 ? it.Faults : [new FieldFault(it.Field ?? "", it.Said, it.Source)])] },
    };

    /// <summary>The first is named as <see cref="Field"/>, all stand in <see cref="Faults"/>.</summary>
    static Refusal? Of(int status, IReadOnlyList<FieldFault> faults) => faults is [var first, ..] ? new(status, first.Said, first.Field, first.Source) { Faults = faults } : null;

    /// <summary>Every field at fault, where more than one can be told at once; else empty.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    public ProblemDetails ToProblem(Tongue tongue)
    {
        var problem = new ProblemDetails
        {
            Type = $"/problems/{Rule}",
            Title = ReasonPhrases.GetReasonPhrase(Status),
            Status = Status,
            Detail = DetailIn(tongue),
            Extensions = { ["rule"] = Rule, ["field"] = Field, ["source"] = Source, ["sentence"] = Said.SentenceIn(tongue), ["values"] = Said.ValuesIn(tongue) },
        };
        if (Faults.Count > 0)
            problem.Extensions["errors"] = Faults.Select(fault => new FaultAnswer(fault.Field, fault.Said.Rule.Name, fault.Said.In(tongue), fault.Said.SentenceIn(tongue), fault.Said.ValuesIn(tongue), fault.Source)).ToList();
        return problem;
    }

    /// <summary>Writes the problem as <c>application/problem+json</c>, whatever the request accepts: an error that cannot be read helps nobody. Who reads pages gets one from a service that has any.</summary>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (httpContext.RequestServices.GetService<IRefusalAnswer>() is { } own && await own.Write(httpContext, this))
            return;
        var tongue = Tongue.Of(httpContext.Request);
        var problem = ToProblem(tongue);
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier;
        httpContext.Response.StatusCode = Status;
        httpContext.Response.Headers.ContentLanguage = tongue.Code;
        httpContext.Response.Headers.Append("Vary", "Accept-Language");
        if (Status == StatusCodes.Status503ServiceUnavailable)
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        await httpContext.Response.WriteAsJsonAsync(problem, AnswerDefaults.Json, "application/problem+json", httpContext.RequestAborted);
    }

    string DetailIn(Tongue tongue) => Faults.Count > 1 ? string.Join(" ", Faults.Select(fault => fault.Said.In(tongue))) : Said.In(tongue);

    /// <summary>A field at fault, as a problem carries it.</summary>
    sealed record FaultAnswer(string Field, string Rule, string Detail, string Sentence, IReadOnlyDictionary<string, WrittenValue> Values, string? Source);
}
