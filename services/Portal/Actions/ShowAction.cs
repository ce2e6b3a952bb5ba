using System.Text.RegularExpressions;
using Portal.Forms;
using Portal.Gateway;
using Portal.Instruments;
using Portal.Languages;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Actions;

/// <summary>One treaty action with all that was ever recorded of it; the treaty officer corrects and annuls it here.</summary>
public static partial class ShowAction
{
    public sealed record Model(ActionHistory Action, Names Names);

    public static string Address(Guid action) => $"/actions/{action}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/actions/{id:guid}", Handle).ForEveryone().IsPage("Show a treaty action and its corrections");
        routes.MapPost("/actions/{id:guid}", Handle).For(Role.TreatyOfficer).ExcludeFromDescription();
    }

    static Task<IResult> Handle(Guid id, HttpContext context, Desk desk, Asker asker, StateNames states, ArticleChoices choices) => desk.Serve<ActionPage>(context, async reading =>
    {
        if (await reading.Find<ActionHistory>(UpstreamService.Treaties, $"/actions/{id}") is not var (action, tag))
            return null;
        var names = await states.In(reading.Language, reading.Cancel);
        return new Sheet(new Model(action, names), asker.Is(Role.TreatyOfficer) ? (await ActionForms.Read(action.Last.Instrument, reading, choices, names)).Of(action, tag) : [])
        {
            Next = action.Action?.EffectiveOn is { } day
                ? reading.Language.With("treaty-action.next-effect", reading.Language.KeptApart(names.Of(action.Last.State)), reading.Language.Day(day))
                : null,
        };
    });

    /// <summary>A day, or its bounds where it is not known, in words.</summary>
    internal static string DayOf(Language language, DateOnly? on, DateOnly? notBefore, DateOnly? notAfter) => (on, notBefore, notAfter) switch
    {
        ({ } day, _, _) => language.Day(day),
        (_, { } first, { } last) => language.With("day.between", language.Day(first), language.Day(last)),
        (_, { } first, _) => language.With("day.from", language.Day(first)),
        (_, _, { } last) => language.With("day.until", language.Day(last)),
        _ => language["day.none"],
    };

    /// <summary>The action with which a day of effect moved, where that is why the record changed: Treaties names it by its id. Null for any other reason.</summary>
    internal static Guid? FollowedFrom(string reason) => Following().Match(reason) is { Success: true } match ? Guid.Parse(match.Groups[1].ValueSpan) : null;

    [GeneratedRegex(@"\Aits day of effect follows from .* ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\z")]
    private static partial Regex Following();
}
