using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portal.Storage;

namespace Portal.Tokens;

/// <summary>The keys the portal signs with: one at a time, the next made when its time is over, the last still served for a day.</summary>
sealed class TokenKeys(IDbContextFactory<PortalDb> contexts, IDataProtectionProvider protection, TimeProvider time, ILogger<TokenKeys> log) : IDisposable
{
    /// <summary>Replicas that make a key at the same time: one does, the others find it.</summary>
    const string OneAtATime = "SELECT pg_advisory_xact_lock(hashtext('portal token keys'))";

    readonly IDataProtector protector = protection.CreateProtector("Portal.Tokens");
    readonly SemaphoreSlim one = new(1, 1);
    volatile Signer? current;

    /// <summary>The key that signs now.</summary>
    public async Task<Signer> Current(CancellationToken cancel)
    {
        if (current is { } known && IsGood(known))
            return known;
        await one.WaitAsync(cancel);
        try
        {
            return current is { } meanwhile && IsGood(meanwhile) ? meanwhile : current = await FindOrMake(cancel);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Public halves of the key that signs and of those that did within the last day.</summary>
    public async Task<IReadOnlyList<TokenKey>> Served(CancellationToken cancel)
    {
        await Current(cancel);      // so that there is one before anybody signs in
        var since = time.GetUtcNow() - TokenKey.IsServedAfter;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.TokenKeys.AsNoTracking().Where(key => key.SignsUntil > since).OrderByDescending(key => key.SignsFrom).ToListAsync(cancel);
    }

    bool IsGood(Signer signer) => time.GetUtcNow() < signer.Until;

    async Task<Signer> FindOrMake(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Database.ExecuteSqlRawAsync(OneAtATime, cancel);
        var now = time.GetUtcNow();
        foreach (var key in await db.TokenKeys.AsNoTracking().Where(key => key.SignsFrom <= now && key.SignsUntil > now).OrderByDescending(key => key.SignsFrom)
            .ToListAsync(cancel))
            if (Open(key) is { } signer)
                return signer;

        var made = Make(now);
        db.Add(made);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        log.LogInformation("Tokens are signed with the new key {Key} until {Until:O}", made.Id, made.SignsUntil);
        return Open(made)!;
    }

    TokenKey Make(DateTimeOffset now)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        return new()
        {
            // RFC 7638: the hash of the required members in lexicographic order, without spaces.
            Id = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}"""))),
            PrivateKey = Convert.ToBase64String(protector.Protect(pair.ExportPkcs8PrivateKey())),
            X = x,
            Y = y,
            SignsFrom = now,
            SignsUntil = now + TokenKey.Signs,
        };
    }

    /// <returns>Null when the key it was protected with is gone: then it cannot sign, and another is made.</returns>
    Signer? Open(TokenKey key)
    {
        try
        {
            var pair = ECDsa.Create();
            pair.ImportPkcs8PrivateKey(protector.Unprotect(Convert.FromBase64String(key.PrivateKey)), out _);
            return new(key.Id, key.SignsUntil, pair);
        }
        catch (CryptographicException fault)
        {
            log.LogError(fault, "The key {Key} cannot be opened and signs nothing any more", key.Id);
            return null;
        }
    }

    public void Dispose() => one.Dispose();

    /// <summary>A key, opened. An <see cref="ECDsa"/> is not for two threads at once.</summary>
    public sealed class Signer(string id, DateTimeOffset until, ECDsa pair)
    {
        readonly Lock signing = new();

        public string Id => id;

        public DateTimeOffset Until => until;

        public byte[] Sign(byte[] data)
        {
            lock (signing)
                return pair.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }
}
