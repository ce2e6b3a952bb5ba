using Contracts;
using Networks.Authorities;
using Networks.Registers;
using Parties;
using ServiceDefaults.Answers;

namespace Networks.Requests;

/// <summary>What every request has to keep to when it is sent.</summary>
static class TransmissionRules
{
    static readonly Rule authorityUnknown = new("networks/authority-unknown"), senderOfOwnState = new("networks/sender-of-own-state", "state", "own"), senderStands = new("networks/sender-stands", "state", "day");
    static readonly Rule recipientOfAnotherState = new("networks/recipient-of-another-state"), recipientStands = new("networks/recipient-stands", "state", "day"), recipientDesignated = new("networks/recipient-designated", "state", "instrument");
    static readonly Rule requestsBetweenParties = new("networks/requests-between-parties", "state", "instrument", "day"), articleOfTheInstrument = new("networks/article-of-the-instrument", "article", "instrument");
    static readonly Rule articleUnknown = new("networks/article-unknown", "instrument", "number");
    static readonly Rule networkUnknown = new("networks/network-unknown", "network"), deadlinePast = new("networks/deadline-past", "today");

    /// <param name="sender">The authority named as sender; null where there is none.</param>
    /// <param name="recipient">The authority named as recipient; null where there is none.</param>
    /// <param name="by">The State whose central authority sends.</param>
    /// <returns>What is wrong with it, if anything.</returns>
    public static Refusal? Check(TransmitRequest.Request request, Authority? sender, Authority? recipient, StateCode by, Register register, DateOnly today) =>
        !FinalClauses.All.ContainsKey(request.Instrument) ? Refusal.Invalid(DesignationRules.InstrumentUnknown.With(request.Instrument), "instrument") : Refusal.All(
            CheckSender(request, sender, by), CheckRecipient(request, recipient, by),
            recipient is { State: var to } && to != by ? Refusal.Because(CheckParties(request, to, by, register, today)) : null, Refusal.Invalid(CheckWords(request, today)));

    static Refusal? CheckSender(TransmitRequest.Request request, Authority? sender, StateCode by) => sender switch
    {
        null => Refusal.Invalid(authorityUnknown, "from"),
        _ when sender.State != by => Refusal.Forbidden(senderOfOwnState.With(sender.State, by), "from", Authorities(request)),
        { WithdrawnOn: { } day } => Refusal.Because(senderStands.With(by, day), "from", Authorities(request)),
        _ => null,
    };

    static Refusal? CheckRecipient(TransmitRequest.Request request, Authority? recipient, StateCode by) => recipient switch
    {
        null => Refusal.Invalid(authorityUnknown, "to"),
        _ when recipient.State == by => Refusal.Because(recipientOfAnotherState, "to", Authorities(request)),
        { WithdrawnOn: { } day } => Refusal.Because(recipientStands.With(recipient.State, day), "to", Authorities(request)),
        _ when !recipient.Details.Functions.Any(it => it.Instrument == request.Instrument) =>
            Refusal.Because(recipientDesignated.With(recipient.State, request.Instrument), "to", Authorities(request)),
        _ => null,
    };

    /// <remarks>
    /// By deposit, as for designations: who has deposited may be asked before its days of waiting are over, and is free to answer.
    /// Where no act at all is recorded for an instrument, nobody can be said not to be party.
    /// </remarks>
    static IEnumerable<FieldFault> CheckParties(TransmitRequest.Request request, StateCode to, StateCode by, Register register, DateOnly today) =>
        from it in new[] { (State: @by, Field: "from"), (State: to, Field: "to") }
        where register.Holds(request.Instrument) && register.IsParty(it.State, request.Instrument, today, Basis.Deposit) == Certainty.No
        select new FieldFault(it.Field, requestsBetweenParties.With(it.State, request.Instrument, today), MutualLegalAssistance.Source(request.Instrument, Provision.Duty));

    static IEnumerable<FieldFault> CheckWords(TransmitRequest.Request request, DateOnly today)
    {
        if (request.Article is { } article)
        {
            if (article.Instrument != request.Instrument)
                yield return new("article", articleOfTheInstrument.With(article, request.Instrument), Authorities(request));
            else if (!ArticleCatalogue.Has(article))
                yield return new("article", articleUnknown.With(article.Instrument, article.Article), article.Instrument.ToString());
        }
        if (request.Network is { } network && NetworkRegister.Find(network) is null)
            yield return new("network", networkUnknown.With(RefusalValue.Text(network)));
        if (request.Deadline < today)
            yield return new("deadline", deadlinePast.With(today), MutualLegalAssistance.Source(request.Instrument, Provision.Progress));
    }

    static string Authorities(TransmitRequest.Request request) => MutualLegalAssistance.Source(request.Instrument, Provision.CentralAuthorities);
}
