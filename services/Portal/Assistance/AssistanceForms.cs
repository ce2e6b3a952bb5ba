using Portal.Forms;
using Portal.Gateway;
using Portal.Languages;
using Portal.Reviews;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Assistance;

/// <summary>What the reader can do about needs and requests. Who may is for the service to say; here is only what it is sensible to ask.</summary>
static class AssistanceForms
{
    public static IReadOnlyList<Form> Of(NeedItem need, string? tag, Asker asker)
    {
        if (asker.State?.ToString() != need.State || !asker.Is(Role.FocalPoint, Role.PermanentMission))
            return [];
        return
        [
            new("request-assistance", UpstreamService.TechnicalAssistance, "/requests",
            [
                new Field("kind", "ask.assistance-kind", FieldKind.Choice) { IsRequired = true, Words = "need-kind", First = need.Kind },
                new Field("description", "ask.description", FieldKind.Paragraphs) { IsRequired = true, Hint = "hint.description" },
                .. ReviewForms.NoteVerbale,
            ])
            {
                Given = new Dictionary<string, object> { ["state"] = need.State, ["instrument"] = need.Instrument, ["needs"] = new[] { need.Id },
                    ["articles"] = new[] { need.Article } },
                Then = answer => $"/assistance-requests/{answer.GetProperty("id").GetGuid()}",
                IsOffered = need.MetOn is null,
                IsAside = need.Status != "identified",
            },
            new("mark-met", UpstreamService.TechnicalAssistance, $"/needs/{need.Id}/met",
            [
                new Field("metOn", "ask.met-on", FieldKind.Day) { IsRequired = true }, new Field("statement", "ask.statement", FieldKind.Paragraphs) { Hint = "hint.statement" },
            ])
            {
                IfMatch = tag,
                IsOffered = need.MetOn is null,
                IsAside = need.Status == "identified",
            },
        ];
    }

    /// <param name="today">What is closed by then takes nothing more.</param>
    public static Form Decision(RequestItem request, string? tag, IReadOnlyList<ProgrammeItem> programmes, DateOnly today, Names names, Language language) =>
        new("decision", UpstreamService.TechnicalAssistance, $"/requests/{request.Id}/decision",
        [
            new Field("kind", "ask.decision", FieldKind.Choice) { IsRequired = true, Words = "decision" },
            new Field("programme", "ask.programme", FieldKind.Choice)
                { When = "when.accepted", Options = RecordChoices.Programmes(programmes.Where(it => !it.IsClosedOn(today)), [request.State], names, language) },
            new Field("referredTo", "ask.referred-to") { When = "when.referred", Hint = "hint.referred-to" },
            new Field("reason", "ask.reason", FieldKind.Paragraphs) { When = "when.declined" },
        ])
        {
            IfMatch = tag,
            IsOffered = request.Decision is null,
        };
}
