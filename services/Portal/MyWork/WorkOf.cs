using Portal.Assistance;
using Portal.Cooperation;
using Portal.Forms;
using Portal.Gateway;
using Portal.Reviews;
using Portal.Services;
using ServiceDefaults.Access;

namespace Portal.MyWork;

/// <summary>Gathers what waits for a reader, by role and State, from the services; what one of them cannot say takes nothing from the others.</summary>
/// <remarks>A day on which something is due is told to the State whose it is, to the States that review it and to the secretariat: to whom the services tell it.</remarks>
sealed class WorkOf(StateNames states, TimeProvider time, ILogger<WorkOf> log)
{
    /// <summary>Where the secretariat's list would be that of all States.</summary>
    const int LongestList = 20;

    static readonly Role[] reviews = [Role.ReviewOfficer, Role.PermanentMission, Role.FocalPoint, Role.GovernmentalExpert];
    static readonly Role[] needs = [Role.PermanentMission, Role.FocalPoint, Role.GovernmentalExpert];
    static readonly Role[] duties = [Role.NetworkOfficer, Role.TreatyOfficer, Role.CentralAuthority, Role.PermanentMission];

    public async Task<WorkOfReader> For(Asker asker, Reading reading)
    {
        var names = await states.In(reading.Language, reading.Cancel);
        var lists = new List<Task<Waiting>>();
        if (asker.Is(reviews))
            lists.Add(List("reviews", "/reviews", () => Reviews(asker, names, reading)));
        if (asker.Is(needs))
        {
            lists.Add(List("needs", "/needs", () => Needs(asker, names, reading)));
            lists.Add(List("requests", null, () => Undecided(names, reading)));
        }
        if (asker.Is(Role.AssistanceOfficer))
            lists.Add(List("decisions", "/needs", () => Undecided(names, reading)));
        if (asker.Is(Role.CentralAuthority))
        {
            lists.Add(List("received", "/cooperation", () => Cooperation("in", it => it.From, names, reading)));
            lists.Add(List("sent", "/cooperation", () => Cooperation("out", it => it.To, names, reading)));
        }
        if (asker.Is(duties))
            lists.Add(List("duties", asker.IsOfTheSecretariat() ? "/figures/networks/duties-open" : null, () => Duties(names, reading)));
        return new(asker.State is { } state ? names.Of(state.ToString()) : null, await Task.WhenAll(lists));
    }

    async Task<IReadOnlyList<WaitingItem>> Reviews(Asker asker, Names names, Reading reading) =>
        [.. (await reading.ReadAll<ReviewItem>(UpstreamService.Reviews, "/reviews")).Where(it => it.WaitsFor(asker)).Select(it => new WaitingItem(
            reading.Language.With("review.of", names.Of(it.State)), $"/reviews/{it.Id}", Option.Word(reading.Language, "review-stage", it.Stage), it.Awaited!.DueOn, IsOver(it.Awaited.DueOn)))];

    static async Task<IReadOnlyList<WaitingItem>> Needs(Asker asker, Names names, Reading reading) =>
        [.. (await reading.ReadAll<NeedItem>(UpstreamService.TechnicalAssistance, $"/needs?state={asker.State}")).Where(it => it.MetOn is null).Select(it => new WaitingItem(
            $"{names.Provision(reading.Language, it.Article)}{reading.Language["refused.of"]}{Option.Word(reading.Language, "need-kind", it.Kind)}", $"/needs/{it.Id}", Option.Word(reading.Language, "status-of-need", it.Status)))];

    /// <summary>By day, the oldest first.</summary>
    static async Task<IReadOnlyList<WaitingItem>> Undecided(Names names, Reading reading) =>
        [.. (await reading.ReadAll<RequestItem>(UpstreamService.TechnicalAssistance, "/requests?open=true")).OrderBy(it => it.RequestedOn).Select(it => new WaitingItem(
            reading.Language.With("request.of", names.Of(it.State)), $"/assistance-requests/{it.Id}", $"{Option.Word(reading.Language, "need-kind", it.Kind)} · {reading.Language.Day(it.RequestedOn)}"))];

    static async Task<IReadOnlyList<WaitingItem>> Cooperation(string box, Func<CooperationItem, SideItem> other, Names names, Reading reading) =>
        [.. (await reading.ReadAll<CooperationItem>(UpstreamService.Networks, $"/requests?box={box}&open=true")).Select(it => new WaitingItem(
            it.Subject ?? reading.Language["review.erased"], $"/cooperation/{it.Id}", $"{names.Of(other(it).State)} · {Option.Word(reading.Language, "cooperation-stage", it.Stage)}", it.Deadline))];

    async Task<IReadOnlyList<WaitingItem>> Duties(Names names, Reading reading)
    {
        var open = new List<DutyItem>();
        foreach (var status in new[] { "overdue", "open" })
            open.AddRange((await reading.Read<DutyPage>(UpstreamService.Networks, $"/duties?status={status}&limit={LongestList}")).Items);
        var functions = (await reading.ReadAll<Directory.DirectoryFunction>(UpstreamService.Networks, "/functions")).DistinctBy(it => it.Function).ToDictionary(it => it.Function, it => it.Names);
        return [.. open.OrderBy(it => names.Of(it.State), StringComparer.Create(reading.Language.Culture, ignoreCase: true)).Select(it => new WaitingItem(
            $"{names.Of(it.State)}{reading.Language["refused.of"]}{names.OfInstrument(it.Instrument)}", $"/directory?state={it.State}",
            $"{reading.Language.Of(functions.GetValueOrDefault(it.Function))?.Text ?? it.Function.Replace('-', ' ')} · {names.Provision(reading.Language, it.Article)}", it.DueBy, it.Status == "overdue"))];
    }

    bool IsOver(DateOnly? day) => day < DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    async Task<Waiting> List(string name, string? all, Func<Task<IReadOnlyList<WaitingItem>>> read)
    {
        try
        {
            return new(name, await read(), all);
        }
        catch (NoAnswer fault)
        {
            log.LogWarning(fault, "A part of somebody's work is left out");
            return new(name, null, all);
        }
    }

    sealed record DutyPage(IReadOnlyList<DutyItem> Items);

    sealed record DutyItem(string State, string Instrument, string Function, string Article, string Status, DateOnly? DueBy = null);
}
