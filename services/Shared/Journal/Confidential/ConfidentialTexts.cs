using System.Security.Cryptography;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Journal.Confidential;

/// <summary>
/// Personal data and confidential text. Facts carry the id of such a text, never the text; it is encrypted under a key per
/// person or per case, so that erasing the key erases the text while the journal still verifies.
/// </summary>
/// <remarks>
/// The keys stand in the same database: they make erasure possible, they do not protect against who holds the whole
/// database. That is the business of the disk and of the backups' encryption (docs/decisions/0007).
/// </remarks>
public static class ConfidentialTexts
{
    /// <summary>Keeps a text within the change.</summary>
    /// <param name="owner">Whose it is, the unit of erasure: <c>people/{id}</c>, <c>reviews/{id}</c>, <c>requests/{id}</c>.</param>
    /// <returns>The id under which it can be read again, for facts and rows to carry.</returns>
    /// <exception cref="InvalidOperationException">The owner's texts have been erased: nothing more is kept for it.</exception>
    public static async Task<Guid> Seal<TDb>(this Work<TDb> work, string owner, string text)
        where TDb : DbContext
    {
        var id = Guid.CreateVersion7(work.Now);
        await using var newKey = Command(work, "INSERT INTO confidential_key (owner, key) VALUES ($1, $2) ON CONFLICT DO NOTHING", owner, RandomNumberGenerator.GetBytes(Envelope.KeyBytes));
        await newKey.ExecuteNonQueryAsync(work.Cancel);
        await using var readKey = Command(work, "SELECT key FROM confidential_key WHERE owner = $1", owner);
        if (await readKey.ExecuteScalarAsync(work.Cancel) is not byte[] key)
            throw new InvalidOperationException($"What belongs to {owner} has been erased.");
        await using var insert = Command(work, "INSERT INTO confidential_text (id, owner, sealed) VALUES ($1, $2, $3)", id, owner, Envelope.Seal(key, owner, id, text));
        await insert.ExecuteNonQueryAsync(work.Cancel);
        return id;
    }

    /// <summary>Reads texts. Whether the asker may is decided before.</summary>
    /// <returns>By id; those that were erased are missing.</returns>
    public static async Task<IReadOnlyDictionary<Guid, string>> Unseal(this DbContext db, IEnumerable<Guid> ids, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var read = new NpgsqlCommand(
                "SELECT text.id, text.owner, text.sealed, key.key FROM confidential_text text JOIN confidential_key key USING (owner) WHERE text.id = ANY ($1) AND key.key IS NOT NULL",
                (NpgsqlConnection)db.Database.GetDbConnection())
            { Parameters = { new() { Value = ids.ToArray() } } };
            var texts = new Dictionary<Guid, string>();
            await using var row = await read.ExecuteReaderAsync(cancel);
            while (await row.ReadAsync(cancel))
                texts.Add(row.GetGuid(0), Envelope.Open(row.GetFieldValue<byte[]>(3), row.GetString(1), row.GetGuid(0), row.GetFieldValue<byte[]>(2)));
            return texts;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <inheritdoc cref="Unseal(DbContext, IEnumerable{Guid}, CancellationToken)"/>
    /// <returns>Null once it was erased.</returns>
    public static async Task<string?> Unseal(this DbContext db, Guid id, CancellationToken cancel) =>
        (await db.Unseal([id], cancel)).GetValueOrDefault(id);

    /// <summary>Erases every text of an owner for good. The facts that name them stay, and the journal still verifies.</summary>
    public static async Task Erase<TDb>(this Work<TDb> work, string owner)
        where TDb : DbContext
    {
        await using var erase = Command(work, "UPDATE confidential_key SET key = NULL, erased_at = $2 WHERE owner = $1 AND key IS NOT NULL", owner, work.Now.UtcDateTime);
        await erase.ExecuteNonQueryAsync(work.Cancel);
    }

    static NpgsqlCommand Command<TDb>(Work<TDb> work, string sql, params ReadOnlySpan<object> values)
        where TDb : DbContext
    {
        var command = new NpgsqlCommand(sql, work.Connection, work.Transaction);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
