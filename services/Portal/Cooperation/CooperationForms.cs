using Portal.Forms;
using Portal.Gateway;
using Portal.Languages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Cooperation;

/// <summary>What a central authority can do: send a request, acknowledge, answer or refuse one received, withdraw one sent.</summary>
static class CooperationForms
{
    /// <summary>Named to be refused: never grounds (UNTOC art. 18(8) and (22)), so they are not offered.</summary>
    static readonly string[] noGrounds = ["bank-secrecy", "fiscal-matters"];

    public static IReadOnlyList<Form> Of(CooperationItem request, string? tag, Asker asker, Names names, Language language)
    {
        var own = asker.State?.ToString();
        if (own == request.To.State)
            return
            [
                Step("acknowledgement", [], request.Stage == "transmitted"),
                Step("answer", [new Field("text", "ask.answer", FieldKind.Paragraphs) { IsRequired = true }], request.Stage == "acknowledged"),
                Step("refusal",
                [
                    new Field("ground", "ask.ground", FieldKind.Choice) { IsRequired = true, Words = "ground", WordsLeftOut = noGrounds },
                    new Field("reasons", "ask.reasons", FieldKind.Paragraphs) { IsRequired = true, Hint = "hint.reasons" },
                ], request.Stage == "acknowledged") with { IsAside = true, Grave = language.With("form.refusal.grave", language.KeptApart(names.Of(request.From.State))) },
            ];
        return [Step("withdrawal", [new Field("reason", "ask.reason", FieldKind.Paragraphs) { IsRequired = true }], request.IsOpen) with { IsAside = true,
            Grave = language.With("form.withdrawal.grave", language.KeptApart(names.Of(request.To.State))) }];

        Form Step(string name, IReadOnlyList<FormPart> parts, bool isOffered) =>
            new(name, UpstreamService.Networks, $"/requests/{request.Id}/{name}", parts) { IfMatch = tag, IsOffered = isOffered };
    }

    /// <param name="own">Authorities of the sender's State, each by what tells it from the others.</param>
    /// <param name="articles">Of the instruments that the authority is designated under.</param>
    public static Form New(AuthorityItem to, IReadOnlyList<Option> own, IReadOnlyList<NetworkItem> networks, IReadOnlyList<Option> articles, Names names, Language language)
    {
        List<Option> instruments = [.. to.Functions.Select(it => it.Instrument).Distinct().Select(it => new Option(it, names.OfInstrument(it)))];
        return new("transmit", UpstreamService.Networks, "/requests",
        [
            new Field("from", "ask.sender", FieldKind.Choice) { IsRequired = true, Options = own, First = own is [var only] ? only.Value : null },
            new Field("instrument", "ask.instrument", FieldKind.Choice) { IsRequired = true, Options = instruments, First = instruments is [var one] ? one.Value : null },
            new Field("article", "ask.article", FieldKind.Provision)
                { Hint = articles.Count > 0 ? "hint.paragraph-or-provision" : "hint.article", Options = articles, Instrument = instruments is [var sole] ? sole.Value : null },
            new Field("network", "ask.network", FieldKind.Choice)
                { Options = [.. networks.Select(it => new Option(it.Id, it.Names.GetValueOrDefault(language.Code) ?? it.Names.GetValueOrDefault("en") ?? it.Id))] },
            new Field("urgent", "ask.urgent", FieldKind.Tick),
            new Field("deadline", "ask.deadline", FieldKind.Day),
            new Field("subject", "ask.subject") { IsRequired = true },
            new Field("text", "ask.request-text", FieldKind.Paragraphs) { IsRequired = true, Hint = "hint.request-text" },
        ])
        {
            Given = new Dictionary<string, object> { ["to"] = to.Id },
            Then = answer => $"/cooperation/{answer.GetProperty("id").GetGuid()}",
        };
    }
}
