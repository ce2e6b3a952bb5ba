using ServiceDefaults.Reading;
using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Contracts;
using Contracts.Reviews;
using Journal.Appending;
using Parties;
using Reviews.Mechanisms;
using Reviews.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Reviews.CountryReviews;

/// <summary>The reviewing States propose an outcome to the State under review: a summary, and findings article by article. One proposal for both.</summary>
/// <remarks>Source: domain, reviews A4 (9), A6; B4 (8, 9).</remarks>
static partial class ProposeOutcome
{
    static readonly Rule summaryByLanguage = new("reviews/summary-by-language"), summaryLength = new("reviews/summary-length", "max");
    static readonly Rule needSaysItsKind = new("reviews/need-says-its-kind"), needIsAFinding = new("reviews/need-is-a-finding-of-its-own", "kind");

    /// <summary>Executive summaries have 7 to 12 pages (domain, reviews A4).</summary>
    const int SummaryLengthMax = 100_000;

    /// <param name="Summary">By language (BCP 47), one at least. Published with the outcome, once it is agreed.</param>
    public sealed record Request(
        [property: Required, FreeText, MinLength(1), LongestText(SummaryLengthMax)] IReadOnlyDictionary<string, string> Summary, [property: Required, MinLength(1), MaxLength(1000)] IReadOnlyList<GivenFinding> Findings);

    /// <param name="Need">What is needed; for findings of kind need, and for those only.</param>
    public sealed record GivenFinding(FindingKind Kind, ArticleRef Article, [property: Required, FreeText, StringLength(20_000, MinimumLength = 1)] string Text, GivenNeed? Need = null);

    public sealed record GivenNeed(NeedKind Kind);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/reviews/{id:guid}/outcome", Handle)
        .For(Role.FocalPoint)
        .WithSummary("Propose the outcome of a review")
        .WithDescription("Send the ETag you saw in If-Match. The State under review agrees to it or returns it; once handed in it does not change.")
        .Produces<ReviewAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request request, Change<ReviewsDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var (review, stream, refused) = await ReviewAccess.OpenToChange(work, id, asker, ReviewStage.Outcome);
        if (review is null)
            return refused!;
        if ((Refusal.Invalid(Check(request, review)) ?? review.MayPropose()) is { } refusal)
            return refusal;

        var findings = request.Findings.Select(it => (it.Text, Finding: new Finding(New(), it.Kind, it.Article, it.Need is { } need ? new(New(), need.Kind) : null))).ToList();
        var text = await work.Keep(ReviewTexts.KeyOf(id), new OutcomeText(request.Summary, findings.ToDictionary(it => it.Finding.Id, it => it.Text)));
        var outcome = new Outcome(New(), asker.State!.Value, time.Today(), [.. findings.Select(it => it.Finding)], text);
        review.Proposed(outcome);
        stream.Append(new OutcomeProposed { Review = id, Outcome = outcome.Id, State = outcome.State, Findings = [.. outcome.Findings.Select(it => it.Coded())], Text = text }, outcome.ProposedOn);
        review.Version = stream.Version;
        return Answer.Ok(ReviewAnswer.WithoutTexts(review, asker), stream);

        Guid New() => Guid.CreateVersion7(time.GetUtcNow());
    }, cancel);

    static IEnumerable<FieldFault> Check(Request request, CountryReview review)
    {
        foreach (var (language, summary) in request.Summary)
            if (!LanguageTag().IsMatch(language) || string.IsNullOrWhiteSpace(summary))
                yield return new($"summary.{language}", summaryByLanguage, "BCP 47");
            else if (summary.Length > SummaryLengthMax)
                yield return new($"summary.{language}", summaryLength.With(SummaryLengthMax));
        for (var index = 0; index < request.Findings.Count; index++)
        {
            var finding = request.Findings[index];
            if (ProvisionRules.Check(finding.Article, $"findings[{index}].article", review) is { } provision)
                yield return provision;
            if (finding.Kind == FindingKind.Need && finding.Need is null)
                yield return new($"findings[{index}].need", needSaysItsKind, "domain, technical assistance, section 1");
            if (finding.Kind != FindingKind.Need && finding.Need is not null)
                yield return new($"findings[{index}].need", needIsAFinding.With(RefusalValue.Word("finding-kind", finding.Kind)), "domain, reviews A6");
        }
    }

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\z")]
    private static partial Regex LanguageTag();
}
