using Portal.Forms;
using Portal.Gateway;
using Portal.Languages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Reviews;

/// <summary>
/// What the reader can do in a review: the step that is their State's or their office's. Who may is for the service to say; here is only what it is
/// sensible to ask.
/// </summary>
static class ReviewForms
{
    public static IReadOnlyList<FormPart> NoteVerbale =>
        [new Field("note.reference", "ask.note-reference") { IsRequired = true }, new Field("note.date", "ask.note-date", FieldKind.Day) { IsRequired = true }];

    public static IReadOnlyList<Form> Of(ReviewItem review, string? tag, Asker asker, Names names, IReadOnlyList<Option> articles, Language language)
    {
        var own = asker.State?.ToString();
        var instrument = review.Instruments is [var only] ? only : null;
        var returned = review.Outcome is { ReturnedOn: not null } outcome ? outcome : null;
        var forms = new List<Form>();
        if (asker.Is(Role.ReviewOfficer) || (asker.Is(Role.PermanentMission) && own is not null && review.States.Contains(own)))
            forms.Add(FocalPoint(own));
        if (asker.Is(Role.FocalPoint) && own == review.State)
            forms.AddRange([SelfAssessment(), Agreement()]);
        if (asker.Is(Role.FocalPoint) && own is not null && review.Reviewers.Contains(own))
            forms.AddRange([Feedback(own), Outcome()]);
        if (asker.Is(Role.GovernmentalExpert) && own is not null && review.Reviewers.Contains(own))
            forms.Add(FeedbackDraft(own));
        if (asker.Is(Role.ReviewOfficer))
            forms.Add(Step("publication", [], review.Stage == "publication") with
            {
                Grave = language.With("form.publication.grave", language.KeptApart(names.Of(review.State)), language.Number(review.Outcome?.Findings.Count ?? 0)),
            });
        return forms;

        Form Step(string name, IReadOnlyList<FormPart> parts, bool isOffered) =>
            new(name, UpstreamService.Reviews, $"/reviews/{review.Id}/{name}", parts) { IfMatch = tag, IsOffered = isOffered };

        Form FocalPoint(string? state)
        {
            IReadOnlyList<FormPart> whose = state is null
                ? [new Field("state", "ask.state", FieldKind.Choice) { IsRequired = true, Options = [.. review.States.Select(it => new Option(it, names.Of(it)))] }] : [];
            return Step("focal-points",
            [
                .. whose, new Field("person.name", "ask.person-name") { IsRequired = true }, new Field("person.title", "ask.person-title"),
                new Field("person.email", "ask.person-email"), .. NoteVerbale,
            ], review.Stage != ReviewItem.Published) with
            {
                Given = state is null ? new Dictionary<string, object>() : new Dictionary<string, object> { ["state"] = state },
                IsAside = state is null ? review.Stage != "focal-points" : review.Awaited is not { Step: "focal-points" } step || !step.Awaited.Contains(state),
            };
        }

        Form SelfAssessment() => Step("self-assessment",
        [
            new Rows("answers", "ask.answers",
            [
                Article(),
                new Field("implemented", "ask.implemented", FieldKind.Choice) { IsRequired = true, Words = "implemented" },
                new Field("text", "ask.answer-text", FieldKind.Paragraphs) { IsRequired = true },
                new Field("assistanceWanted", "ask.assistance-wanted", FieldKind.Choice) { Words = "need-kind" },
            ], 3),
        ], review.Stage == "self-assessment");

        // Experts draft, the focal point clears: what they drafted stands in the form.
        Form Feedback(string state) => Step("feedback", FeedbackParts(isDraft: false), AwaitsFeedback(state)) with
        {
            Answers = review.FeedbackDraft is { } draft ? new(language.With("review.drafted-on", language.Day(draft.DraftedOn)), null) : null,
        };

        Form FeedbackDraft(string state) => Step("feedback-draft", FeedbackParts(isDraft: true), AwaitsFeedback(state)) with
        {
            Answers = review.FeedbackDraft is { } draft ? new(language.With("review.drafted-on", language.Day(draft.DraftedOn)), language["review.draft-replaces"]) : null,
        };

        bool AwaitsFeedback(string state) => review.Stage == "feedback" && review.Awaited?.Awaited.Contains(state) == true;

        IReadOnlyList<FormPart> FeedbackParts(bool isDraft) =>
        [
            new Field("text", "ask.feedback-text", FieldKind.Paragraphs) { IsRequired = !isDraft, First = review.FeedbackDraft?.Text },
            new Rows("observations", "ask.observations",
            [
                new Field("kind", "ask.finding-kind", FieldKind.Choice) { IsRequired = true, Words = "finding-kind" },
                Article(),
                new Field("text", "ask.finding-text", FieldKind.Paragraphs) { IsRequired = true },
            ], isDraft ? 3 : 1) { IsRequired = isDraft, First = [.. (review.FeedbackDraft?.Observations ?? []).Select(AsTyped)] },
        ];

        Field Article() => new("article", "ask.article", FieldKind.Provision)
            { IsRequired = true, Hint = articles.Count > 0 ? null : "hint.article", Options = articles, Instrument = instrument };

        // One that was returned opens as it was proposed, with what was said against it.
        Form Outcome() => Step("outcome",
        [
            Rows.InLanguages("summary", "ask.summary", FieldKind.Paragraphs, language, returned?.Summary) with { IsRequired = true, Hint = "hint.summary" },
            new Rows("findings", "ask.findings",
            [
                new Field("kind", "ask.finding-kind", FieldKind.Choice) { IsRequired = true, Words = "finding-kind" },
                Article(),
                new Field("text", "ask.finding-text", FieldKind.Paragraphs) { IsRequired = true },
                new Field("need.kind", "ask.need-kind", FieldKind.Choice) { When = "when.need", Words = "need-kind" },
            ], 3) { First = [.. (returned?.Findings ?? []).Select(AsTyped)] },
        ], review.Stage == "outcome") with
        {
            Answers = returned is { ReturnedOn: { } on }
                ? new(language.With("review.returned-by", language.KeptApart(names.Of(review.State)), language.Day(on)), returned.Comments) : null,
        };

        static Dictionary<string, string> AsTyped(FindingItem finding) =>
            new Dictionary<string, string?> { ["kind"] = finding.Kind, ["article"] = finding.Article, ["text"] = finding.Text, ["need.kind"] = finding.Need?.Kind }
            .Where(it => it.Value is not null).ToDictionary(it => it.Key, it => it.Value!);

        Form Agreement() => Step("agreement",
        [
            new Field("agreed", "ask.agreed", FieldKind.YesNo) { IsRequired = true }, new Field("comments", "ask.comments", FieldKind.Paragraphs) { When = "when.not-agreed" },
        ], review.Stage == "agreement");
    }

    /// <summary>The secretariat opens the review of a State.</summary>
    public static Form Open(IReadOnlyList<MechanismItem> mechanisms, Names names, Language language)
    {
        var states = names.OnlyStates.Select(it => new Option(it.Code, it.Name)).ToList();
        return new("open-review", UpstreamService.Reviews, "/reviews",
        [
            new Field("mechanism", "ask.mechanism-and-cycle", FieldKind.Choice)
                { IsRequired = true, Options = [.. mechanisms.SelectMany(it => it.Cycles.Select(cycle => Cycle(it, cycle)))] },
            new Field("state", "ask.state-under-review", FieldKind.Choice) { IsRequired = true, Options = states },
            new Field("reviewers[0]", "ask.first-reviewer", FieldKind.Choice) { IsRequired = true, Options = states },
            new Field("reviewers[1]", "ask.second-reviewer", FieldKind.Choice) { IsRequired = true, Options = states },
            new Field("startsOn", "ask.starts-on", FieldKind.Day) { IsRequired = true },
            .. NoteVerbale,
        ])
        {
            Then = answer => $"/reviews/{answer.GetProperty("id").GetGuid()}",
        };

        // The cycles of one mechanism are none of another's.
        Option Cycle(MechanismItem mechanism, CycleItem cycle) =>
            new($"{mechanism.Id} {cycle.Id}",
                language.With("form.conditional", language.Texts.GetValueOrDefault($"cycle.{cycle.Id}", cycle.Name), names.OfInstrument(mechanism.Instruments[0])))
        {
            Group = mechanism.Name(language),
            Says = new Dictionary<string, string> { ["mechanism"] = mechanism.Id, ["cycle"] = cycle.Id },
        };
    }
}
