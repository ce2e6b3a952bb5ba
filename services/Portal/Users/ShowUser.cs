using Microsoft.EntityFrameworkCore;
using Portal.Forms;
using Portal.Pages;
using Portal.SignIn;
using Portal.Storage;
using ServiceDefaults.Access;

namespace Portal.Users;

/// <summary>One person's access, for the operator: how it stands, what was done to it, and what can be.</summary>
public static class ShowUser
{
    /// <param name="IsOwn">It is the operator's own access, which only another operator can end.</param>
    /// <param name="Actors">Who did something to it.</param>
    public sealed record Model(ShowUsers.Row Row, string? State, bool HasSecondFactor, bool IsOwn, IReadOnlyList<AccessRecord> Records, IReadOnlyDictionary<Guid, Person> Actors);

    public static string AddressOf(Guid id) => $"{ShowUsers.Address}/{id}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/users/{id:guid}", Handle).For(Role.Operator).IsPage("Show somebody's access");
        routes.MapPost("/users/{id:guid}", Handle).For(Role.Operator).ExcludeFromDescription();
    }

    static Task<IResult> Handle(Guid id, HttpContext context, Desk desk, Asker asker, Looking looking, Naming naming, Ending ending) =>
        desk.Serve<UserPage>(context, async reading =>
    {
        var (cancel, by, language) = (reading.Cancel, AccessRecords.Actor(asker), reading.Language);
        if (await looking.List.One(id, cancel) is not { } row || await looking.Db.Users.AsNoTracking().SingleOrDefaultAsync(it => it.Id == id, cancel) is not { } user)
            return null;
        var records = await looking.Records.Of(user, cancel);
        var state = row.State is { } code ? (await looking.List.Names(cancel)).Of(code) : null;
        var model = new Model(row, state, user.TwoFactorEnabled, id == by, records,
            await looking.List.Called(records.Select(record => record.By).OfType<Guid>().ToHashSet(), cancel));
        if (model.IsOwn)
            return new Sheet(model);
        var office = string.Join(language["refusal.list"], new[] { row.Person.Role is { } role ? language[$"role.{role}"] : null, state }.OfType<string>());
        var who = row.Person.FullName is { } called ? language.With("form.conditional", called, office) : office;
        return new Sheet(model, [naming.Form("name", id, row.Person.FullName, by, language) with { IsAside = true },
            .. ending.Forms(context, row, who, user.TwoFactorEnabled, by, language)]);
    });
}

/// <summary>What the page of one person is read from.</summary>
sealed record Looking(UserList List, AccessRecords Records, PortalDb Db);
