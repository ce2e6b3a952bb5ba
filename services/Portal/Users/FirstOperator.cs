using Journal.Storage;
using Microsoft.EntityFrameworkCore;
using Portal.Storage;
using ServiceDefaults.Access;

namespace Portal.Users;

/// <summary>
/// Where no operator can enter yet, nobody could let anybody in: outside the environment Development the portal then logs an address at each start by which
/// the first one chooses a password. Whoever reads its log runs it already.
/// </summary>
sealed class FirstOperator(IServiceScopeFactory scopes, IHostEnvironment environment, Migration<PortalDb> migration, ILogger<FirstOperator> log) : BackgroundService
{
    const string Name = "operator";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (environment.IsDevelopment())
            return;
        await migration.Done.WaitAsync(stoppingToken);
        try
        {
            if (await Invite(stoppingToken) is { } address)
                log.LogWarning("No operator can sign in yet. The first one opens {Address} on this portal within {Hours} hours, once", address, Invitation.Holds.TotalHours);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "The first operator could not be invited; the next start tries again");     // nobody else has to wait for that
        }
    }

    /// <returns>The address without the portal's own part; null where an operator has a password.</returns>
    public async Task<string?> Invite(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, invitations) = (scope.ServiceProvider.GetRequiredService<PortalDb>(), scope.ServiceProvider.GetRequiredService<Invitations>());
        var operators = db.Users.Where(user => db.UserClaims.Any(claim => claim.User == user.Id && claim.Type == Asker.Claims.Role && claim.Value == RoleNames.Of(Role.Operator)));
        if (await operators.AnyAsync(user => user.PasswordHash != null, cancel))
            return null;

        var secret = (await invitations.Invite(Name, null, Role.Operator, null, by: null)).Secret;
        if (secret is null)
        {
            // There is one who has not entered, or another replica made it just now: each may hold an address until one is used.
            db.ChangeTracker.Clear();
            var known = await operators.OrderBy(user => user.RegisteredAt).FirstOrDefaultAsync(cancel)
                ?? throw new InvalidOperationException($"The name '{Name}' is taken by somebody who is no operator.");
            secret = known.EndedAt is null ? await invitations.InviteOnceMore(known) : (await invitations.InviteAnew(known, by: null)).Secret;
        }
        return secret is null ? null : AcceptInvitation.AddressOf(secret);
    }
}
