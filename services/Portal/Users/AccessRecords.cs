using Microsoft.EntityFrameworkCore;
using Portal.SignIn;
using Portal.Storage;
using ServiceDefaults.Access;

namespace Portal.Users;

/// <summary>Keeps who did what to whose access: in the portal's table, and in its log for whoever watches that.</summary>
sealed class AccessRecords(PortalDb db, TimeProvider time, ILogger<AccessRecords> log)
{
    /// <summary>Notes an act; it is kept together with what it is about, by the next save of the same context, or not at all.</summary>
    /// <param name="by">Null for the portal itself.</param>
    public void Note(string act, PortalUser about, Guid? by)
    {
        db.Add(new AccessRecord { At = time.GetUtcNow(), By = by, Act = act, Subject = about.Id });
        log.LogInformation("Access of {Subject}: {Act} by {By}", about.Id, act, by);
    }

    /// <summary>Keeps what was noted by itself.</summary>
    public Task Keep(CancellationToken cancel) => db.SaveChangesAsync(cancel);

    /// <summary>What was done to somebody's access, last first.</summary>
    public Task<List<AccessRecord>> Of(PortalUser user, CancellationToken cancel) =>
        db.AccessRecords.AsNoTracking().Where(record => record.Subject == user.Id).OrderByDescending(record => record.Id).ToListAsync(cancel);

    /// <returns>Null for who came with a token that names no account of the portal.</returns>
    public static Guid? Actor(Asker asker) => Guid.TryParse(asker.Id, out var id) ? id : null;
}
