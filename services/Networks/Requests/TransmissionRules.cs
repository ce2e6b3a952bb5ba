using Contracts;
using Networks.Authorities;
using Networks.Registers;
using Parties;
using ServiceDefaults.Answers;

namespace Networks.Requests;

/// <summary>What every request has to keep to when it is sent.</summary>
static class TransmissionRules
{
    /// <param name="sender">The authority named as sender; null where there is none.</param>
    /// <param name="recipient">The authority named as recipient; null where there is none.</param>
    /// <param name="by">The State whose central authority sends.</param>
    /// <returns>What is wrong with it, if anything.</returns>
    public static Refusal? Check(TransmitRequest.Request request, Authority? sender, Authority? recipient, StateCode by, Register register, DateOnly today) =>
        CheckSender(request, sender, by) ?? CheckRecipient(request, recipient, by) ?? CheckParties(request, recipient!.State, by, register, today) ?? CheckWords(request, today);

    static Refusal? CheckSender(TransmitRequest.Request request, Authority? sender, StateCode by) => sender switch
    {
        null => Refusal.Invalid("networks/authority-unknown", "from", "The directory has no such authority."),
        _ when sender.State != by => new Refusal(StatusCodes.Status403Forbidden, "networks/sender-of-own-state", "from", $"This authority is of {sender.State}; you speak for {by}.", Authorities(request)),
        { WithdrawnOn: { } day } => Refusal.Because("networks/sender-stands", "from", $"{by} withdrew this authority on {day:yyyy-MM-dd}: send by one that stands.", Authorities(request)),
        _ => null,
    };

    static Refusal? CheckRecipient(TransmitRequest.Request request, Authority? recipient, StateCode by) => recipient switch
    {
        null => Refusal.Invalid("networks/authority-unknown", "to", "The directory has no such authority."),
        _ when recipient.State == by => Refusal.Because("networks/recipient-of-another-state", "to", "A request goes to another State.", Authorities(request)),
        { WithdrawnOn: { } day } => Refusal.Because("networks/recipient-stands", "to", $"{recipient.State} withdrew this authority on {day:yyyy-MM-dd}: find one that stands in the directory.", Authorities(request)),
        _ when !recipient.Details.Functions.Any(it => it.Instrument == request.Instrument) =>
            Refusal.Because("networks/recipient-designated", "to", $"{recipient.State} has not designated this authority for anything under {request.Instrument}.", Authorities(request)),
        _ => null,
    };

    /// <remarks>
    /// By deposit, as for designations: who has deposited may be asked before its days of waiting are over, and is free to answer.
    /// Where no act at all is recorded for an instrument, nobody can be said not to be party.
    /// </remarks>
    static Refusal? CheckParties(TransmitRequest.Request request, StateCode to, StateCode by, Register register, DateOnly today)
    {
        if (!register.Holds(request.Instrument))
            return null;

        foreach (var (state, field) in new[] { (by, "from"), (to, "to") })
            if (register.IsParty(state, request.Instrument, today, Basis.Deposit) == Certainty.No)
                return Refusal.Because("networks/requests-between-parties", field, $"{state} is not party to {request.Instrument} as of {today:yyyy-MM-dd}: parties assist each other under it.", MutualLegalAssistance.Source(request.Instrument, Provision.Duty));
        return null;
    }

    static Refusal? CheckWords(TransmitRequest.Request request, DateOnly today)
    {
        if (request.Article is { } article && article.Instrument != request.Instrument)
            return Refusal.Invalid("networks/article-of-the-instrument", "article", $"{article} is no provision of {request.Instrument}.", Authorities(request));
        if (request.Network is { } network && NetworkRegister.Find(network) is null)
            return Refusal.Invalid("networks/network-unknown", "network", $"The register has no network '{network}': see GET /networks.");
        if (request.Deadline < today)
            return Refusal.Invalid("networks/deadline-past", "deadline", $"A deadline is today, {today:yyyy-MM-dd}, or later.", MutualLegalAssistance.Source(request.Instrument, Provision.Progress));
        return null;
    }

    static string Authorities(TransmitRequest.Request request) => MutualLegalAssistance.Source(request.Instrument, Provision.CentralAuthorities);
}
