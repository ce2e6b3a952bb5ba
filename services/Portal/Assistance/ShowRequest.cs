using Portal.Forms;
using Portal.Gateway;
using Portal.Pages;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.Assistance;

/// <summary>One request for assistance, for its State and the secretariat; the assistance officer decides on it here.</summary>
public static class ShowRequest
{
    /// <param name="Programme">Name of the programme it was accepted into; null where it was not.</param>
    public sealed record Model(RequestItem Request, string? Programme, Names Names);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assistance-requests/{id:guid}", Handle)
            .For(Role.TreatyOfficer, Role.ReviewOfficer, Role.AssistanceOfficer, Role.NetworkOfficer, Role.PermanentMission, Role.FocalPoint, Role.GovernmentalExpert,
                Role.CentralAuthority)
            .IsPage("Show a request for assistance");
        routes.MapPost("/assistance-requests/{id:guid}", Handle).For(Role.AssistanceOfficer).ExcludeFromDescription();
    }

    static Task<IResult> Handle(Guid id, HttpContext context, Desk desk, Asker asker, StateNames states, TimeProvider time) => desk.Serve<RequestPage>(context, async reading =>
    {
        if (await reading.Find<RequestItem>(UpstreamService.TechnicalAssistance, $"/requests/{id}") is not var (request, tag))
            return null;
        var programmes = await reading.ReadAll<ProgrammeItem>(UpstreamService.TechnicalAssistance, "/programmes");
        var programme = programmes.FirstOrDefault(it => it.Id == request.Decision?.Programme);
        var names = await states.In(reading.Language, reading.Cancel);
        var model = new Model(request, programme?.Names.GetValueOrDefault(reading.Language.Code) ?? programme?.Names.GetValueOrDefault("en") ?? request.Decision?.Programme, names);
        return asker.Is(Role.AssistanceOfficer)
            ? new Sheet(model, AssistanceForms.Decision(request, tag, programmes, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), names, reading.Language)) : new Sheet(model);
    });
}
