using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using ServiceDefaults.Health;

namespace ServiceDefaults.OpenApi;

/// <summary>What a problem's <c>type</c> leads to: the rule, in the reader's language (RFC 9457, 3.1.1).</summary>
static class ExplainRule
{
    /// <param name="Rule">Its name.</param>
    /// <param name="Sentences">What is said of it, a sentence for each way in which it can be broken; values stand as their names, {state}.</param>
    /// <param name="Operations">The use cases of this service that can be refused for it; empty for a rule that any request can break.</param>
    public sealed record Answer(string Rule, IReadOnlyList<string> Sentences, IReadOnlyList<Refuses> Operations);

    /// <param name="Operation">Its operationId.</param>
    /// <param name="Status">With which it refuses.</param>
    /// <param name="Field">As the request names it; null where it is the request as a whole, or one of several fields.</param>
    public sealed record Refuses(string Operation, int Status, string? Field);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/problems/{**rule}", Handle)
        .ForEveryone().AtOnce()
        .WithSummary("Explain a rule")
        .WithDescription("In the language of Accept-Language: ar, en or zh.")
        .Produces<Answer>();

    /// <param name="rule">Its name as a problem says it, reviews/given-once.</param>
    static IResult Handle(string rule, RulesOfUseCases rules, HttpContext context)
    {
        var tongue = Tongue.Of(context.Request);
        if (tongue.SentencesOf(rule) is not { Count: > 0 } sentences)
            return Refusal.Absent("rule", RefusalValue.Text(rule));
        context.Response.Headers.ContentLanguage = tongue.Code;
        context.Response.Headers.Append("Vary", "Accept-Language");
        return TypedResults.Ok(new Answer(rule, sentences,
            [.. rules.All.SelectMany(useCase => useCase.Value.Where(it => it.Rule.Split('#')[0] == rule).Select(it => new Refuses(useCase.Key, it.Status, it.Field))).Distinct()
                .OrderBy(it => it.Operation, StringComparer.Ordinal)]));
    }
}
