using Portal.Gateway;
using Portal.Instruments;

namespace Portal.Home;

/// <summary>A step of the loop that the platform works on, and the figures that say where it stands today.</summary>
/// <param name="Name">Of the step, and of its texts: <c>join</c>.</param>
/// <param name="Leads">Where the step is at home in the portal.</param>
public sealed record LoopStep(string Name, string Leads, params IReadOnlyList<StepFigure> Figures)
{
    /// <summary>Join, be reviewed, find needs, be assisted, work together; and join more.</summary>
    public static readonly IReadOnlyList<LoopStep> All =
    [
        new("join", "/instruments",
            new("untoc-parties", UpstreamService.Treaties, "parties", "instrument=untoc&asOf={0}"),
            new("uncac-parties", UpstreamService.Treaties, "parties", "instrument=uncac&asOf={0}")),
        new("review", "/reviews",
            new("reviews-published", UpstreamService.Reviews, "published-outcomes", "asOf={0}"),
            new("findings", UpstreamService.Reviews, "findings", "asOf={0}")),
        new("need", "/needs",
            new("needs-identified", UpstreamService.TechnicalAssistance, "needs", "asOf={0}"),
            new("needs-met", UpstreamService.TechnicalAssistance, "needs", "asOf={0}&only=status:met")),
        new("assist", "/needs",
            new("activities", UpstreamService.TechnicalAssistance, "activities", "to={0}"),
            new("laws", UpstreamService.TechnicalAssistance, "laws-adopted", "to={0}")),
        new("cooperate", "/directory",
            new("authorities", UpstreamService.Networks, "authorities", "asOf={0}"),
            new("authority-states", UpstreamService.Networks, "authority-states", "asOf={0}")),
    ];
}

/// <summary>A figure on the first page.</summary>
/// <param name="Label">Name of its text, <c>loop.{label}</c>.</param>
/// <param name="Query">Its question; <c>{0}</c> is the day.</param>
public sealed record StepFigure(string Label, UpstreamService Service, string Figure, string Query);

/// <param name="IsAway">Whether the service gave no answer; else null is: nothing is recorded that could be counted.</param>
/// <param name="Opens">The page with its definition and records.</param>
public sealed record FigureToday(string Label, UpstreamService Service, Count? Count, bool IsAway, string Opens);

/// <summary>What the first page shows.</summary>
/// <param name="Day">The UTC day the figures are as of.</param>
/// <param name="Steps">Each with its figures.</param>
/// <param name="Parties">To the instruments whose whole loop the platform runs; null while Treaties does not name them.</param>
public sealed record Today(DateOnly Day, IReadOnlyList<(LoopStep Step, IReadOnlyList<FigureToday> Figures)> Steps,
    IReadOnlyList<(InstrumentItem Instrument, FigureToday Parties)>? Parties);
