using Contracts;
using Contracts.Reviews;
using FsCheck;
using FsCheck.Fluent;
using Reviews.CountryReviews;
using Reviews.Mechanisms;

namespace Reviews.Tests.CountryReviews;

/// <summary>Rules of a review that hold whatever its States try, in whatever order, under either mechanism.</summary>
public sealed class Whatever_is_tried
{
    static readonly StateCode[] states = [.. "KEN UGA FRA".Split(' ').Select(code => StateCode.Parse(code))];
    static readonly DateOnly day = new(2026, 3, 2);

    /// <summary>What is tried: which step, by which State, and whether the outcome is agreed.</summary>
    static readonly Gen<List<(int Step, int State, bool Agreed)>> scripts =
        (from step in Gen.Choose(0, 6) from state in Gen.Choose(0, 2) from agreed in Gen.Choose(0, 2) select (step, state, agreed > 0)).ListOf(60).Select(it => it.ToList());

    [Fact]
    public void A_stage_is_followed_by_the_next_and_only_a_returned_outcome_goes_back() => Holds((before, after, _) =>
        after.Stage == before.Stage || after.Stage == before.Stage + 1 || (before.Stage, after.Stage) == (ReviewStage.Agreement, ReviewStage.Outcome));

    [Fact]
    public void What_was_handed_in_stands_as_it_was() => Holds((before, after, _) =>
        (before.Course.SelfAssessment is null || after.Course.SelfAssessment == before.Course.SelfAssessment)
        && after.Course.Feedback.Take(before.Course.Feedback.Count).SequenceEqual(before.Course.Feedback)
        && after.Course.FocalPoints.Take(before.Course.FocalPoints.Count).SequenceEqual(before.Course.FocalPoints)
        && after.Course.Outcomes.Take(before.Course.Outcomes.Count).Select(Given).SequenceEqual(before.Course.Outcomes.Select(Given))
        && (before.Course.PublishedOn is null || after.Course.PublishedOn == before.Course.PublishedOn));

    [Fact]
    public void A_refusal_changes_nothing_and_names_rule_and_source() => Holds((before, after, refusal) =>
        refusal is null || (after.Stage == before.Stage && ReferenceEquals(after.Course, before.Course) && refusal.Rule.StartsWith("reviews/", StringComparison.Ordinal) && !string.IsNullOrEmpty(refusal.Source)));

    [Fact]
    public void Somebody_is_always_awaited_until_the_secretariat_has_to_publish() => Holds((_, after, _) =>
        after.Stage >= ReviewStage.Publication || (after.Awaited.Count > 0 && after.Awaited.All(after.IsOfThisReview)));

    [Fact]
    public void A_step_is_done_exactly_when_its_stage_is_over_and_in_no_other_order() => Holds((_, after, _) =>
        after.Steps.All(step => (after.DoneOn(step.Id) is not null) == (step.Id < after.Stage)));

    [Fact]
    public void A_step_taken_against_the_rules_throws()
    {
        var review = Review("uncac-irm");
        Should.Throw<InvalidOperationException>(() => review.Submitted(new(states[0], day, Guid.Empty))).Message.ShouldContain("reviews/in-its-order");
        Should.Throw<InvalidOperationException>(() => review.Published(day)).Message.ShouldContain("reviews/in-its-order");
    }

    static object Given(Reviews.CountryReviews.Outcome outcome) => (outcome.Id, outcome.State, outcome.ProposedOn, outcome.Text, string.Join(',', outcome.Findings.Select(it => it.Id)));

    /// <summary>How a review stood before a step.</summary>
    sealed record Stood(ReviewStage Stage, Course Course);

    static void Holds(Func<Stood, CountryReview, ServiceDefaults.Answers.Refusal?, bool> rule)
    {
        foreach (var mechanism in Mechanism.All)
            Prop.ForAll(Arb.From(scripts), script =>
            {
                var review = Review(mechanism.Id);
                return script.All(it =>
                {
                    var before = new Stood(review.Stage, review.Course);
                    var refusal = Try(review, it.Step, states[it.State], it.Agreed);
                    return rule(before, review, refusal);
                });
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    static ServiceDefaults.Answers.Refusal? Try(CountryReview review, int step, StateCode state, bool agreed)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        switch (step)
        {
            case 0 when review.MayNominate(state) is null: review.Nominated(new(state, id, new("N", day), id)); return null;
            case 0: return review.MayNominate(state);
            case 1 when review.MaySubmit() is null: review.Submitted(new(review.State, day, id)); return null;
            case 1: return review.MaySubmit();
            case 2 when review.MayGiveFeedback(state) is null: review.GaveFeedback(new(state, day, id)); return null;
            case 2: return review.MayGiveFeedback(state);
            case 3 when review.MayPropose() is null: review.Proposed(new(id, state, day, [new(id, FindingKind.Need, ArticleRef.Parse("uncac art. 33"), new(id, NeedKind.Other))], id)); return null;
            case 3: return review.MayPropose();
            case 4 when review.MayDecide() is null && agreed: review.Agreed(day, null); return null;
            case 4 when review.MayDecide() is null: review.Returned(day, id); return null;
            case 4: return review.MayDecide();
            case 5 when review.Course.Outcome is { } outcome: review.Answered(outcome.Findings[0].Need!.Id, day); return null;
            case 6 when review.MayPublish() is null: review.Published(day); return null;
            case 6: return review.MayPublish();
            default: return null;
        }
    }

    static CountryReview Review(string mechanism) => new()
    {
        Mechanism = mechanism,
        Cycle = "any",
        State = states[0],
        StartsOn = day,
        Course = new(new("N", day), [], [new ReviewingState(states[1], []), new ReviewingState(states[2], [])], [], null, [], [], null),
    };
}
