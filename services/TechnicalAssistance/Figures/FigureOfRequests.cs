using Figures;
using ServiceDefaults.Access;
using TechnicalAssistance.Requests;

namespace TechnicalAssistance.Figures;

/// <summary>Requests for assistance by what was decided.</summary>
sealed class RequestsMade : Figure
{
    const string Open = "open";

    public override string Name => "requests";

    public override string Definition => "Requests for assistance by the day of the note verbale, by what was decided on them until the last day of the period; open are those that waited for a decision on it.";

    public override string Unit => "requests";

    public override IReadOnlyList<Type> Facts => [typeof(AssistanceRequested), typeof(RequestDecided)];

    public override IReadOnlyList<string> Dimensions => ["decision", "kind", "instrument", "programme", "state"];

    public override IReadOnlyList<StatesOfRecords> StatesCounted => [new("states-that-requested", "States that asked for assistance by a note verbale of the period, whatever was decided, each once.")];

    public override bool OfPeriod => true;

    public override IReadOnlyList<Role> Offices => Secretariat.Offices;

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf)
    {
        if (stream[0] is not { Fact: AssistanceRequested request, On: var on })
            yield break;
        var decided = stream.Select(it => it.Fact).OfType<RequestDecided>().FirstOrDefault();
        yield return new Counted(AssistanceRequest.Stream(request.Request), on, new Dictionary<string, string>
        {
            ["decision"] = decided?.Decision ?? Open,
            ["kind"] = request.Kind,
            ["instrument"] = $"{request.Instrument}",
            ["programme"] = decided?.Programme ?? Counted.None,
            ["state"] = $"{request.State}",
        })
        { State = $"{request.State}" };
    }
}
