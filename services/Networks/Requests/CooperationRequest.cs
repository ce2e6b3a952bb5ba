using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Requests;

/// <summary>A request for information from the authority of one State to that of another. What it says stands encrypted beside it.</summary>
/// <remarks>
/// The platform is a register and a way to send: the States deal with each other directly. Source: UNTOC arts. 18(13) to (29) and 27,
/// UNCAC arts. 46(13) to (29) and 48.
/// </remarks>
public sealed class CooperationRequest
{
    static readonly Rule requestingStateActs = new("networks/requesting-state-acts", "state"), requestedStateActs = new("networks/requested-state-acts", "state"), requestStage = new("networks/request-stage", "stage", "wanted");

    public Guid Id { get; init; }

    /// <summary>The requesting State.</summary>
    public StateCode FromState { get; init; }

    /// <summary>The requested State.</summary>
    public StateCode ToState { get; init; }

    public Guid FromAuthority { get; init; }
    public Guid ToAuthority { get; init; }

    /// <summary>The instrument both are party to, on which the request rests.</summary>
    public InstrumentId Instrument { get; init; }

    /// <summary>The provision it rests on, where the requesting State names one.</summary>
    public ArticleRef? Article { get; init; }

    /// <summary>The network through which the two know each other; null where they deal directly.</summary>
    public string? Network { get; init; }

    public bool Urgent { get; init; }

    /// <summary>The last day on which an answer is of use to the requesting State (UNTOC art. 18(24)).</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>Of confidential texts, as are the other ids of texts below.</summary>
    public Guid Subject { get; init; }
    public Guid Text { get; init; }

    public RequestStage Stage { get; set; }
    public DateOnly TransmittedOn { get; init; }
    public DateOnly? AcknowledgedOn { get; set; }

    /// <summary>Day on which it was answered, refused or withdrawn.</summary>
    public DateOnly? ClosedOn { get; set; }

    /// <summary>What was answered.</summary>
    public Guid? Answer { get; set; }

    public RefusalGround? Ground { get; set; }

    /// <summary>Why it was refused, or withdrawn.</summary>
    public Guid? Reasons { get; set; }

    /// <summary>Version of its stream.</summary>
    public int Version { get; set; }

    /// <summary>The stream of one request; its texts are sealed under the same name.</summary>
    public static string Stream(Guid id) => $"requests/{id}";

    /// <summary>Only central authorities of the two States see it; nobody of the secretariat does.</summary>
    public bool IsSeenBy(Asker asker) => asker.Is(Role.CentralAuthority) && asker.State is { } state && (state == FromState || state == ToState);

    /// <summary>Whose step it is.</summary>
    /// <returns>Null when it is that State's to take.</returns>
    public Refusal? IsFor(RequestStep step, StateCode by)
    {
        var (actor, _, _, provision) = Steps[step];
        var (whose, rule) = actor == Side.Requesting ? (FromState, requestingStateActs) : (ToState, requestedStateActs);
        return by == whose ? null : Refusal.Forbidden(rule.With(whose), null, MutualLegalAssistance.Source(Instrument, provision));
    }

    /// <summary>Takes a step, if it is the time for it.</summary>
    /// <param name="on">Day on which it is taken.</param>
    /// <returns>Null when it is taken; else nothing has changed.</returns>
    public Refusal? Take(RequestStep step, DateOnly on)
    {
        var (_, from, to, provision) = Steps[step];
        if (!from.Contains(Stage))
            return Refusal.Because(requestStage.With(Word(Stage), RefusalValue.List(from.Select(Word))), "stage", MutualLegalAssistance.Source(Instrument, provision));

        Stage = to;
        if (to == RequestStage.Acknowledged)
            AcknowledgedOn = on;
        else
            ClosedOn = on;
        return null;
    }

    static RefusalValue Word(RequestStage stage) => RefusalValue.Word("cooperation-stage", stage);

    enum Side { Requesting, Requested }

    /// <summary>Each step: who takes it, from which stages to which, and the provision that says so.</summary>
    static readonly Dictionary<RequestStep, (Side Actor, RequestStage[] From, RequestStage To, Provision Source)> Steps = new()
    {
        [RequestStep.Acknowledge] = (Side.Requested, [RequestStage.Transmitted], RequestStage.Acknowledged, Provision.CentralAuthorities),
        [RequestStep.Answer] = (Side.Requested, [RequestStage.Acknowledged], RequestStage.Answered, Provision.Execution),
        [RequestStep.Refuse] = (Side.Requested, [RequestStage.Acknowledged], RequestStage.Refused, Provision.Grounds),
        [RequestStep.Withdraw] = (Side.Requesting, [RequestStage.Transmitted, RequestStage.Acknowledged], RequestStage.Withdrawn, Provision.Progress),
    };
}

/// <summary>How far a request has come. The last three end it.</summary>
public enum RequestStage { Transmitted, Acknowledged, Answered, Refused, Withdrawn }

/// <summary>What is done to a request that exists.</summary>
public enum RequestStep { Acknowledge, Answer, Refuse, Withdraw }
