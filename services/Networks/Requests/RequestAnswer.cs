using Contracts;

namespace Networks.Requests;

/// <summary>A request as its two sides see it.</summary>
/// <param name="Subject">Confidential. Null once the case is erased, and in the answer to a change.</param>
/// <param name="Text">Confidential. Only where the request is shown by itself, which is a reading that both sides can see.</param>
/// <param name="ClosedOn">Day on which it was answered, refused or withdrawn.</param>
/// <param name="Answer">Null until it is answered.</param>
/// <param name="Refusal">Null unless it was refused.</param>
/// <param name="Withdrawal">Null unless it was withdrawn.</param>
public sealed record RequestAnswer(
    Guid Id, RequestSide From, RequestSide To, InstrumentId Instrument, ArticleRef? Article, string? Network, bool Urgent, DateOnly? Deadline, string? Subject, string? Text,
    RequestStage Stage, DateOnly TransmittedOn, DateOnly? AcknowledgedOn, DateOnly? ClosedOn, RequestAnswer.AnswerGiven? Answer, RequestAnswer.RefusalGiven? Refusal, RequestAnswer.WithdrawalGiven? Withdrawal, int Version)
{
    /// <param name="Text">Confidential.</param>
    public sealed record AnswerGiven(string? Text);

    /// <param name="Reasons">Confidential.</param>
    public sealed record RefusalGiven(RefusalGround Ground, string? Reasons);

    /// <param name="Reason">Confidential.</param>
    public sealed record WithdrawalGiven(string? Reason);

    /// <param name="texts">The confidential texts that are shown, by id; what is not among them is null.</param>
    public static RequestAnswer Of(CooperationRequest request, IReadOnlyDictionary<Guid, string> texts)
    {
        string? Shown(Guid? id) => id is { } given ? texts.GetValueOrDefault(given) : null;
        return new(
            request.Id, new(request.FromAuthority, request.FromState), new(request.ToAuthority, request.ToState), request.Instrument, request.Article, request.Network, request.Urgent, request.Deadline,
            Shown(request.Subject), Shown(request.Text), request.Stage, request.TransmittedOn, request.AcknowledgedOn, request.ClosedOn,
            request.Stage == RequestStage.Answered ? new(Shown(request.Answer)) : null,
            request.Ground is { } ground ? new(ground, Shown(request.Reasons)) : null,
            request.Stage == RequestStage.Withdrawn ? new(Shown(request.Reasons)) : null,
            request.Version);
    }

    /// <summary>The answer to a change: without texts, because it may be kept under an Idempotency-Key, where no erasure would reach them.</summary>
    public static RequestAnswer WithoutTexts(CooperationRequest request) => Of(request, new Dictionary<Guid, string>());
}

/// <summary>An authority and the State it is of.</summary>
public sealed record RequestSide(Guid Authority, StateCode State);
