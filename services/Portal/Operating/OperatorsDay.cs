using Portal.Forms;
using Portal.Languages;
using Portal.MyWork;
using Portal.Users;

namespace Portal.Operating;

/// <summary>What waits for an operator: people who cannot enter yet, what a service could not apply, services that are behind or away.</summary>
sealed class OperatorsDay(UserList people, ServiceStandings standings)
{
    /// <summary>The most that are shown of people; the page of all has the others.</summary>
    const int LongestList = 20;

    public async Task<IReadOnlyList<Waiting>> Lists(Reading reading)
    {
        var services = standings.All(reading);
        return [await Invitations(reading), Parked(await services, reading.Language), Late(await services, reading.Language)];
    }

    /// <summary>By the day on which the address is dead, the oldest first.</summary>
    async Task<Waiting> Invitations(Reading reading)
    {
        var (language, names) = (reading.Language, await people.Names(reading.Cancel));
        return new("invitations", [.. (await people.NotEntered(LongestList, reading.Cancel)).Select(row => new WaitingItem(
            row.Person.In(language), ShowUser.AddressOf(row.Id),
            $"{Office(row, names, language)} · "
                + language.With(row.Standing == Standing.Invited ? "work.invitation-until" : "work.invitation-over", language.Moment(row.HoldsUntil!.Value)))
            { IsName = row.Person.FullName is not null })], ShowUsers.Address);
    }

    static string Office(ShowUsers.Row row, Services.Names names, Language language) => string.Join(language["refusal.list"],
        new[] { row.Person.Role is { } role ? language[$"role.{role}"] : null, row.State is { } state ? names.Of(state) : null }.OfType<string>());

    /// <summary>One line a service; what it does not tell, the list of services says.</summary>
    static Waiting Parked(ServiceStanding[] services, Language language) => new("parked", services.All(it => it.Parked is null) ? null :
        [.. services.Where(it => it.Parked is { Count: > 0 }).Select(it => new WaitingItem(
            language.Service(it.Service), ShowServices.AddressOf(it.Service),
            $"{language.Counted("work.parked-entries", it.Parked!.Count)} · {language.With("work.parked-since", language.Moment(it.Parked.Min(entry => entry.ParkedAt)))}"))],
            ShowServices.Address);

    static Waiting Late(ServiceStanding[] services, Language language) => new("late",
        [.. services.Where(it => !it.IsWell).Select(it => new WaitingItem(
            language.Service(it.Service), ShowServices.AddressOf(it.Service),
            it.Checks is { } checks ? string.Join(' ', checks.Select(check => StandingWords.Of(language, check))) : language["standing-of-service.away"]))], ShowServices.Address);
}
