using System.Globalization;
using Portal.Forms;
using Portal.Gateway;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Operating;

/// <summary>An entry that a service could not apply, for the operator: why, what waits behind it, and what can be done.</summary>
static class ShowParked
{
    const string Route = "/services/{service}/parked/{source}/{position:long}";

    public static string AddressOf(UpstreamService service, ParkedEntry entry) =>
        string.Create(CultureInfo.InvariantCulture, $"/services/{service.Name}/parked/{entry.Source}/{entry.Position}");

    /// <returns>The State that it is about; null for what is about none.</returns>
    public static string? StateOf(ParkedEntry entry, Names names) => names.States.GetValueOrDefault(entry.Stream.Split('/')[^1]);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Route, Handle).For(Role.Operator).IsPage("Show an entry that could not be applied");
        routes.MapPost(Route, Handle).For(Role.Operator).ExcludeFromDescription();
    }

    static Task<IResult> Handle(string service, string source, long position, HttpContext context, Desk desk, StateNames names) => desk.Serve<ParkedPage>(context, async reading =>
    {
        if (UpstreamService.All.FirstOrDefault(it => it.Name == service) is not { } at)
            return null;
        var stream = await ServiceStandings.Parked(at, reading);
        if (stream.FirstOrDefault(it => it.Source == source && it.Position == position) is not { } entry)
            return null;
        stream = [.. stream.Where(it => it.Source == entry.Source && it.Stream == entry.Stream).OrderBy(it => it.Position)];
        var isFirst = stream[0] == entry;
        var path = string.Create(CultureInfo.InvariantCulture, $"/operations/parked/{entry.Source}/{entry.Position}");
        var language = reading.Language;
        return new Sheet(new ParkedShown(at, entry, StateOf(entry, await names.In(language, reading.Cancel)), isFirst ? null : stream[0],
            stream.Count(it => it.Position > entry.Position)),
            new Form("retry-parked", at, path + "/retry", []) { IsOffered = isFirst, Then = _ => ShowServices.AddressOf(at) },
            new Form("skip-parked", at, path + "/skip", [new Field("reason", "ask.reason", FieldKind.Paragraphs) { IsRequired = true, Hint = "hint.skip-reason" }])
            {
                IsOffered = isFirst, IsAside = true, Then = _ => ShowServices.AddressOf(at),
                Grave = language.With("form.skip-parked.grave", language.Service(at), StandingWords.Source(language, entry.Source)),
            });
    });
}

/// <param name="Service">Where it is parked.</param>
/// <param name="State">Name of the State that it is about; null for none.</param>
/// <param name="First">The earlier entry that it waits behind; null where it is the first itself.</param>
/// <param name="Behind">How many wait behind it.</param>
public sealed record ParkedShown(UpstreamService Service, ParkedEntry Entry, string? State, ParkedEntry? First, int Behind);
