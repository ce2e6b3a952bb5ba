using Figures;
using Networks.Requests;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Networks.Figures;

/// <summary>Requests for information, by what has become of them.</summary>
/// <remarks>Its records name no State.</remarks>
sealed class RequestsByOutcomeFigure : Figure
{
    public override string Name => "requests-by-outcome";

    public override string Definition => "Requests for information sent by the day, by how far they had come on it: transmitted, acknowledged, answered, refused or withdrawn.";

    public override string Unit => "requests";

    public override IReadOnlyList<Type> Facts => [typeof(RequestTransmitted), typeof(RequestAcknowledged), typeof(RequestAnswered), typeof(RequestRefused), typeof(RequestWithdrawn)];

    public override IReadOnlyList<string> Dimensions => ["outcome", "network"];

    public override IReadOnlyList<Role> Offices => Secretariat.Offices;

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf)
    {
        if (stream[0].Fact is not RequestTransmitted sent)
            yield break;

        var stage = stream[^1].Fact switch
        {
            RequestAcknowledged => RequestStage.Acknowledged,
            RequestAnswered => RequestStage.Answered,
            RequestRefused => RequestStage.Refused,
            RequestWithdrawn => RequestStage.Withdrawn,
            _ => RequestStage.Transmitted,
        };
        yield return new(stream[0].Stream, stream[0].On, new Dictionary<string, string> { ["outcome"] = new Word<RequestStage>(stage).ToString(), ["network"] = sent.Network ?? RequestsFigure.NoNetwork });
    }
}
