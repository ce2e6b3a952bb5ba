using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Forms;
using Portal.Languages;
using Portal.Pages;
using Portal.Services;
using Portal.SignIn;
using Portal.Storage;
using ServiceDefaults.Access;
using ServiceDefaults.Reading;

namespace Portal.Users;

/// <summary>Who may sign in, for the operator, and the way to let somebody in.</summary>
public static class ShowUsers
{
    public const string Address = "/users";

    /// <summary>Shown at once; the others are searched for.</summary>
    const int Most = 200;

    public sealed record Row(Guid Id, Person Person, string? State, DateTimeOffset RegisteredAt, Standing Standing, DateTimeOffset? HoldsUntil)
    {
        /// <summary>What they type to sign in; null where nobody signs in with it.</summary>
        public string? SignInName => Standing == Standing.WithoutPassword ? null : Person.SignInName;
    }

    public sealed record Model(IReadOnlyList<Row> Rows, string? Sought, bool AreMore, Names Names);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, Handle).For(Role.Operator).IsPage("List who may sign in");
        routes.MapPost(Address, Handle).For(Role.Operator).ExcludeFromDescription();
    }

    /// <param name="q">Part of a person's name or of the name they sign in with.</param>
    static Task<IResult> Handle(HttpContext context, [FreeText] string? q, Desk desk, Asker asker, UserList list, Inviting inviting) =>
        desk.Serve<UsersPage>(context, async reading =>
    {
        var (rows, names) = (await list.Find(q, Most + 1, reading.Cancel), await list.Names(reading.Cancel));
        return new Sheet(new Model([.. rows.Take(Most)], q, rows.Count > Most, names), inviting.Form(context, names, reading.Language, AccessRecords.Actor(asker)));
    });
}

/// <summary>Where somebody's access stands. Each has its text, <c>standing-of-user.{standing}</c>.</summary>
public enum Standing
{
    Invited,
    InvitationOver,
    Active,

    /// <summary>After wrong tries, for a quarter of an hour.</summary>
    Paused,
    Ended,

    /// <summary>Development identities.</summary>
    WithoutPassword,
}

/// <summary>Finds who may sign in.</summary>
sealed class UserList(PortalDb db, StateNames states, LanguageCatalogue languages, TimeProvider time)
{
    public Task<Names> Names(CancellationToken cancel) => states.In(languages.Current, cancel);

    /// <summary>By a part of what they are called or sign in with, whatever the accents; in the order of the reader's language.</summary>
    /// <param name="sought">Null for all.</param>
    public async Task<IReadOnlyList<ShowUsers.Row>> Find(string? sought, int most, CancellationToken cancel)
    {
        var (words, language) = (Folded.Words(sought ?? ""), languages.Current);
        var people = await People(db.Users).ToListAsync(cancel);
        var found = people.Select(it => (it.Id, Name: it.Person.In(language), it.Person.SignInName)).Where(it => Folded.Holds(it.Name, words) || Folded.Holds(it.SignInName, words))
            .OrderBy(it => it.Name, language.Order).ThenBy(it => it.SignInName, StringComparer.Ordinal).Take(most).Select(it => it.Id)
            .ToList();
        var rows = (await Rows(db.Users.Where(user => found.Contains(user.Id)), cancel)).ToDictionary(row => row.Id);
        return [.. found.Where(rows.ContainsKey).Select(id => rows[id])];
    }

    /// <summary>Who was invited and has not entered, the oldest invitation first.</summary>
    public async Task<IReadOnlyList<ShowUsers.Row>> NotEntered(int most, CancellationToken cancel)
    {
        var invited = db.Users.Where(user => user.EndedAt == null && db.Invitations.Any(it => it.User == user.Id));
        return [.. (await Rows(invited, cancel)).OrderBy(row => row.HoldsUntil).Take(most)];
    }

    public async Task<ShowUsers.Row?> One(Guid id, CancellationToken cancel) => (await Rows(db.Users.Where(user => user.Id == id), cancel)).SingleOrDefault();

    /// <summary>What people are called, by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, Person>> Called(IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        await People(db.Users.Where(user => ids.Contains(user.Id))).ToDictionaryAsync(it => it.Id, it => it.Person, cancel);

    IQueryable<CalledPerson> People(IQueryable<PortalUser> users) => users.AsNoTracking().Select(user => new CalledPerson(
        user.Id, new(user.FullName, db.UserClaims.Where(claim => claim.User == user.Id && claim.Type == Asker.Claims.Role).Select(claim => claim.Value).FirstOrDefault(),
            user.Name)));

    async Task<IReadOnlyList<ShowUsers.Row>> Rows(IQueryable<PortalUser> users, CancellationToken cancel)
    {
        var found = await users.AsNoTracking().Select(user => new
        {
            User = user,
            Claims = db.UserClaims.Where(claim => claim.User == user.Id).ToList(),
            HoldsUntil = db.Invitations.Where(it => it.User == user.Id).Max(it => (DateTimeOffset?)it.HoldsUntil),
        }).ToListAsync(cancel);
        return [.. found.Select(it => new ShowUsers.Row(
            it.User.Id, new(it.User.FullName, it.Claims.FirstOrDefault(claim => claim.Type == Asker.Claims.Role)?.Value, it.User.Name),
            it.Claims.FirstOrDefault(claim => claim.Type == Asker.Claims.State)?.Value,
            it.User.RegisteredAt, StandingOf(it.User, it.HoldsUntil), it.HoldsUntil))];
    }

    Standing StandingOf(PortalUser user, DateTimeOffset? holdsUntil) =>
        user.EndedAt is not null ? Standing.Ended
        : holdsUntil is { } until ? until > time.GetUtcNow() ? Standing.Invited : Standing.InvitationOver
        : user.PasswordHash is null ? Standing.WithoutPassword
        : user.LockoutEnd > time.GetUtcNow() ? Standing.Paused
        : Standing.Active;

    sealed record CalledPerson(Guid Id, Person Person);
}
