using Portal.Actions;
using Portal.Assistance;
using Portal.Cooperation;
using Portal.Duties;
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
    /// <summary>So many of a list that may be as long as all States are shown; how many there are is said, and where.</summary>
    const int LongestList = 20;

    /// <summary>
    /// The longest that an instrument lets pass from the deposit of an action to its effect is a year (a denunciation: UNTOC art. 40(1)); and some
    /// days, as a day may be known by bounds alone.
    /// </summary>
    const int longestToEffect = 400;

    static readonly Role[] reviews = [Role.ReviewOfficer, Role.PermanentMission, Role.FocalPoint, Role.GovernmentalExpert];
    static readonly Role[] needs = [Role.PermanentMission, Role.FocalPoint, Role.GovernmentalExpert];

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
        if (asker.Is(Role.TreatyOfficer))
        {
            lists.Add(List("effects", null, () => Effects(names, reading)));
            lists.Add(List("flags", "/figures/treaties/flags", () => Flags(names, reading), LongestList));
        }
        if (asker.Is(Role.AssistanceOfficer))
            lists.Add(List("decisions", "/needs", () => Undecided(names, reading)));
        if (asker.Is(Role.CentralAuthority))
        {
            lists.Add(List("received", "/cooperation", () => Cooperation("in", it => it.From, names, reading)));
            lists.Add(List("sent", "/cooperation", () => Cooperation("out", it => it.To, names, reading)));
        }
        if (asker.Is(OwedDesignations.Readers))
            lists.Add(List("duties", ListOwed.Path, () => Duties(asker, names, reading), LongestList));
        return new(asker.State is { } state ? names.Of(state.ToString()) : null, await Task.WhenAll(lists));
    }

    async Task<IReadOnlyList<WaitingItem>> Reviews(Asker asker, Names names, Reading reading) =>
        [.. (await reading.ReadAll<ReviewItem>(UpstreamService.Reviews, "/reviews")).Where(it => it.WaitsFor(asker)).Select(it => new WaitingItem(
            reading.Language.With("review.of", names.Of(it.State)), $"/reviews/{it.Id}", Option.Word(reading.Language, "review-stage", it.Stage), it.Awaited!.DueOn,
            IsOver(it.Awaited.DueOn)))];

    static async Task<IReadOnlyList<WaitingItem>> Needs(Asker asker, Names names, Reading reading) =>
        [.. (await reading.ReadAll<NeedItem>(UpstreamService.TechnicalAssistance, $"/needs?state={asker.State}")).Where(it => it.MetOn is null).Select(it => new WaitingItem(
            $"{names.Provision(reading.Language, it.Article)}{reading.Language["refused.of"]}{Option.Word(reading.Language, "need-kind", it.Kind)}", $"/needs/{it.Id}",
            Option.Word(reading.Language, "status-of-need", it.Status)))];

    /// <summary>By day, the oldest first.</summary>
    static async Task<IReadOnlyList<WaitingItem>> Undecided(Names names, Reading reading) =>
        [.. (await reading.ReadAll<RequestItem>(UpstreamService.TechnicalAssistance, "/requests?open=true")).OrderBy(it => it.RequestedOn).Select(it => new WaitingItem(
            reading.Language.With("request.of", names.Of(it.State)), $"/assistance-requests/{it.Id}",
            $"{Option.Word(reading.Language, "need-kind", it.Kind)} · {reading.Language.Day(it.RequestedOn)}"))];

    static async Task<IReadOnlyList<WaitingItem>> Cooperation(string box, Func<CooperationItem, SideItem> other, Names names, Reading reading) =>
        [.. (await reading.ReadAll<CooperationItem>(UpstreamService.Networks, $"/requests?box={box}&open=true")).Select(it => new WaitingItem(
            it.Subject ?? reading.Language["review.erased"], $"/cooperation/{it.Id}",
            $"{names.Of(other(it).State)} · {Option.Word(reading.Language, "cooperation-stage", it.Stage)}", it.Deadline))];

    /// <summary>What was deposited and has not taken effect yet, the first to do so first.</summary>
    async Task<IReadOnlyList<WaitingItem>> Effects(Names names, Reading reading)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var acts = await reading.Read<Counted>(UpstreamService.Treaties, Pages.Address.Of("/figures/new-actions/records", ("from", today.AddDays(-longestToEffect))));
        return [.. acts.Items.Where(it => it.EffectiveOn >= today && it.Action is not null).OrderBy(it => it.EffectiveOn).Select(it => new WaitingItem(
            Named(it, names, reading), ShowAction.Address(it.Action!.Value),
            $"{Option.Word(reading.Language, "action", it.Kind ?? "")} · {reading.Language.With("work.takes-effect", reading.Language.Day(it.EffectiveOn!.Value))}"))];
    }

    /// <summary>Where the record does not fit a rule or leaves a question open: for the officer to look at, and to correct where it is the record that is wrong.</summary>
    static async Task<IReadOnlyList<WaitingItem>> Flags(Names names, Reading reading) =>
        [.. (await reading.Read<Counted>(UpstreamService.Treaties, "/figures/flags/records")).Items.Where(it => it.Rule is not null && it.Instrument is not null)
            .Select(it => new WaitingItem(
                Named(it, names, reading), it.Action is { } action ? ShowAction.Address(action) : $"/instruments/{it.Instrument}",
                Option.Word(reading.Language, "flag", it.Rule!.Split('/')[^1])))];

    static string Named(CountedAction it, Names names, Reading reading) =>
        it.State is { } state ? $"{names.Of(state)}{reading.Language["refused.of"]}{names.OfInstrument(it.Instrument!)}" : names.OfInstrument(it.Instrument!);

    static async Task<IReadOnlyList<WaitingItem>> Duties(Asker asker, Names names, Reading reading)
    {
        var (owed, functions) = (await OwedDesignations.Read(reading, names), await OwedDesignations.Functions(reading));
        return [.. owed.Select(it => new WaitingItem(
            $"{names.Of(it.State)}{reading.Language["refused.of"]}{names.OfInstrument(it.Instrument)}",
            it.AddressFor(asker) ?? Pages.Address.Of(ListOwed.Path, ("state", it.State)),
            $"{functions(it.Function)} · {names.Provision(reading.Language, it.Article)}", it.DueBy, it.IsOverdue))];
    }

    bool IsOver(DateOnly? day) => day < DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <param name="most">How many are shown, of a list that has a place of its own.</param>
    async Task<Waiting> List(string name, string? all, Func<Task<IReadOnlyList<WaitingItem>>> read, int most = int.MaxValue)
    {
        try
        {
            var found = await read();
            return new(name, [.. found.Take(most)], all, found.Count);
        }
        catch (NoAnswer fault)
        {
            log.LogWarning(fault, "A part of somebody's work is left out");
            return new(name, null, all);
        }
    }

    sealed record Counted(IReadOnlyList<CountedAction> Items);
}
