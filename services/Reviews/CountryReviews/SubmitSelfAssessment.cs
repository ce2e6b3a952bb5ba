using ServiceDefaults.Reading;
using System.ComponentModel.DataAnnotations;
using Contracts;
using Contracts.Reviews;
using Journal.Appending;
using Parties;
using Reviews.Mechanisms;
using Reviews.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Reviews.CountryReviews;

/// <summary>The State under review hands in its self-assessment. It stands as it was handed in; its reviewing States read it from then on.</summary>
/// <remarks>Source: domain, reviews A4 (4, 5), A5, A6; B4 (5): the focal point certifies the submission, which is immutable after that.</remarks>
static class SubmitSelfAssessment
{
    public sealed record Request([property: Required, MinLength(1), MaxLength(500)] IReadOnlyList<GivenAnswer> Answers);

    /// <param name="Implemented">Whether the State carries the provision out.</param>
    /// <param name="Text">Laws, cases, challenges.</param>
    /// <param name="AssistanceWanted">What assistance it needs; null for none.</param>
    public sealed record GivenAnswer(ArticleRef Article, Implementation Implemented, [property: Required, FreeText, StringLength(20_000, MinimumLength = 1)] string Text, NeedKind? AssistanceWanted = null);

    static readonly Rule answeredTwice = new("reviews/answered-twice", "article");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/reviews/{id:guid}/self-assessment", Handle)
        .For(Role.FocalPoint)
        .WithSummary("Hand in the self-assessment of the State under review")
        .WithDescription("Send the ETag you saw in If-Match. It does not change afterwards, and is never published.")
        .Produces<ReviewAnswer>().ChangesWhatExists();

    static Task<IResult> Handle(Guid id, Request request, Change<ReviewsDb> change, Asker asker, TimeProvider time, CancellationToken cancel) => change.Run(async work =>
    {
        var (review, stream, refused) = await ReviewAccess.OpenToChange(work, id, asker, ReviewStage.SelfAssessment);
        if (review is null)
            return refused!;
        if ((Refusal.Invalid(Check(request, review)) ?? review.MaySubmit()) is { } refusal)
            return refusal;

        var text = await work.Keep(ReviewTexts.KeyOf(id), request.Answers.Select(it => new AnswerText(it.Article, it.Implemented, it.Text, it.AssistanceWanted)).ToList());
        review.Submitted(new(review.State, time.Today(), text));
        stream.Append(new SelfAssessmentSubmitted { Review = id, State = review.State, Articles = [.. request.Answers.Select(it => it.Article)], Text = text }, time.Today());
        review.Version = stream.Version;
        return Answer.Ok(ReviewAnswer.WithoutTexts(review, asker), stream);
    }, cancel);

    static IEnumerable<FieldFault> Check(Request request, CountryReview review)
    {
        for (var index = 0; index < request.Answers.Count; index++)
        {
            var answer = request.Answers[index];
            if (ProvisionRules.Check(answer.Article, $"answers[{index}].article", review) is { } provision)
                yield return provision;
            else if (request.Answers.Take(index).Any(it => it.Article == answer.Article))
                yield return new($"answers[{index}].article", answeredTwice.With(answer.Article), "domain, reviews A6");
        }
    }
}
