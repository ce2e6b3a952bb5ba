using System.Globalization;
using Figures;
using Networks.Requests;
using ServiceDefaults.Access;

namespace Networks.Figures;

/// <summary>Requests for information sent between authorities in a period.</summary>
/// <remarks>Its records name no State: who asked whom is for the two alone. Source: CAC/COSP/2023, para. 74, on statistics wanted.</remarks>
sealed class RequestsFigure : Figure
{
    /// <summary>Stands where the two States dealt with each other directly.</summary>
    public const string NoNetwork = "none";

    public override string Name => "requests";

    public override string Definition => "Requests for information that authorities sent to each other through the platform in the period, whatever became of them. Counted by the day they were sent; 'none' where no network was named.";

    public override string Unit => "requests";

    public override IReadOnlyList<Type> Facts => [typeof(RequestTransmitted)];

    public override IReadOnlyList<string> Dimensions => ["network", "year", "instrument"];

    public override bool OfPeriod => true;

    public override IReadOnlyList<Role> Offices => [Role.NetworkOfficer, Role.TreatyOfficer];

    public override IEnumerable<Counted> Count(IReadOnlyList<Happened> stream, DateOnly asOf)
    {
        if (stream[0] is { Fact: RequestTransmitted sent, On: var on })
            yield return new(stream[0].Stream, on, new Dictionary<string, string>
            {
                ["network"] = sent.Network ?? NoNetwork,
                ["year"] = on.Year.ToString(CultureInfo.InvariantCulture),
                ["instrument"] = sent.Instrument.ToString(),
            });
    }
}
