using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Languages;
using Portal.Storage;

namespace Portal.Drafts;

/// <summary>Keeps what people typed and have not done yet: for each of them alone, until it is done, thrown away, or nobody came back to it for <see cref="KeptFor"/>.</summary>
/// <remarks>Nothing here stands in the way of work: without its database a form is asked and sent as ever, and what cannot be kept is still in the page.</remarks>
sealed class DraftStore(IDbContextFactory<PortalDb> contexts, NpgsqlDataSource database, IDataProtectionProvider protection, TimeProvider time, ILogger<DraftStore> log)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>Of one person; the oldest goes when there is one more.</summary>
    public const int Most = 100;

    /// <summary>The page of a form: where it is posted to, in whatever language.</summary>
    public static string AddressOf(HttpRequest request) => request.PathBase + request.Path + QueryString.Create(request.Query.Where(it => it.Key != ChosenLanguage.Parameter));

    /// <returns>By name of the form; null where it is not known, because the database gives no answer.</returns>
    public async Task<IReadOnlyDictionary<string, (KeptText Text, DateTimeOffset KeptAt)>?> Of(Guid person, string address, CancellationToken cancel)
    {
        try
        {
            var found = new Dictionary<string, (KeptText, DateTimeOffset)>();
            // Every page with a form asks it, so it is asked without more than it needs.
            await using var ask = database.CreateCommand("SELECT form, content, kept_at FROM draft WHERE person = $1 AND address = $2");
            ask.Parameters.Add(new() { Value = person });
            ask.Parameters.Add(new() { Value = address });
            await using var row = await ask.ExecuteReaderAsync(cancel);
            while (await row.ReadAsync(cancel))
                if (row.GetFieldValue<DateTimeOffset>(2) is var keptAt && Open(person, row.GetFieldValue<byte[]>(1), keptAt) is { } text)
                    found[row.GetString(0)] = (text, keptAt);
            return found;
        }
        catch (Exception fault) when (IsNotToBeHad(fault))
        {
            log.LogWarning(fault, "Drafts are not to be had");
            return null;
        }
    }

    /// <returns>Whether it was kept.</returns>
    public async Task<bool> Keep(Guid person, string address, string form, KeptText text, CancellationToken cancel)
    {
        var (content, now) = (Protector(person).Protect(JsonSerializer.SerializeToUtf8Bytes(text)), time.GetUtcNow());
        var over = now - KeptFor;
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO draft (person, address, form, content, kept_at) VALUES ({person}, {address}, {form}, {content}, {now})
                ON CONFLICT (person, address, form) DO UPDATE SET content = excluded.content, kept_at = excluded.kept_at;
                DELETE FROM draft WHERE kept_at < {over};
                DELETE FROM draft WHERE person = {person} AND (address, form) IN (SELECT address, form FROM draft WHERE person = {person} ORDER BY kept_at DESC OFFSET {Most});
                """, cancel);
            return true;
        }
        catch (Exception fault) when (IsNotToBeHad(fault))
        {
            log.LogWarning(fault, "A draft could not be kept");
            return false;
        }
    }

    /// <summary>Done, or thrown away.</summary>
    public async Task Forget(Guid person, string address, string form, CancellationToken cancel)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await db.Drafts.Where(it => it.Person == person && it.Address == address && it.Form == form).ExecuteDeleteAsync(cancel);
        }
        catch (Exception fault) when (IsNotToBeHad(fault))
        {
            log.LogWarning(fault, "A draft could not be removed");
        }
    }

    KeptText? Open(Guid person, byte[] content, DateTimeOffset keptAt)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptText>(Protector(person).Unprotect(content));
        }
        catch (Exception fault) when (fault is CryptographicException or JsonException)
        {
            log.LogWarning(fault, "A draft of {KeptAt} cannot be read any more", keptAt.ToString("O", CultureInfo.InvariantCulture));
            return null;
        }
    }

    IDataProtector Protector(Guid person) => protection.CreateProtector("Portal.Drafts", person.ToString());

    static bool IsNotToBeHad(Exception fault) =>
        fault is NpgsqlException or DbUpdateException or TimeoutException || (fault is InvalidOperationException && fault.InnerException is NpgsqlException);
}
