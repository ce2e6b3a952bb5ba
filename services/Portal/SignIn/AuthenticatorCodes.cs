using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Portal.SignIn;

/// <summary>Checks the six digits of an authenticator app: of this half minute or its neighbours, and none twice.</summary>
/// <remarks>
/// Source: RFC 6238 §4 and §5.2, RFC 4226 §5.3. In the place of the framework's own provider, which reads the wall clock, takes the codes of five
/// half minutes, and takes each as often as it is typed.
/// </remarks>
sealed class AuthenticatorCodes(TimeProvider time) : IUserTwoFactorTokenProvider<PortalUser>
{
    const int StepSeconds = 30, Digits = 1_000_000;

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<PortalUser> manager, PortalUser user) => await manager.GetAuthenticatorKeyAsync(user) is { Length: > 0 };

    /// <summary>The app makes the codes, nobody else.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<string> GenerateAsync(string purpose, UserManager<PortalUser> manager, PortalUser user) =>
        throw new NotSupportedException("The codes are made by the authenticator app.");

    /// <summary>What was taken is marked on the user; sign-in keeps it with the next update.</summary>
    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<PortalUser> manager, PortalUser user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key || !int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var typed))
            return false;
        foreach (var step in StepsNow(time))
            if (step > (user.LastCode ?? 0) && CodeOf(key, step) == typed)
            {
                user.LastCode = step;
                return (await manager.UpdateAsync(user)).Succeeded;     // of two who type the same code at once one loses
            }
        return false;
    }

    /// <summary>This half minute and its neighbours: clocks differ, and typing takes its time.</summary>
    public static long[] StepsNow(TimeProvider time) => [.. new[] { -1, 0, 1 }.Select(near => (time.GetUtcNow().ToUnixTimeSeconds() / StepSeconds) + near)];

    /// <summary>The code of a half minute.</summary>
    /// <param name="key">Base32 (RFC 4648 §6).</param>
    /// <param name="step">Half minutes since 1970.</param>
    public static int CodeOf(string key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)], hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // HMAC-SHA-1 is what authenticator apps read (RFC 6238 §1.2); collisions of SHA-1 do not concern an HMAC.
        HMACSHA1.HashData(Bytes(key), counter, hash);
#pragma warning restore CA5350
        return (BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue) % Digits;
    }

    static byte[] Bytes(string base32)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bytes = new byte[base32.Length * 5 / 8];
        var (bits, held, at) = (0, 0, 0);
        foreach (var letter in base32.TrimEnd('='))
        {
            bits = ((bits << 5) | alphabet.IndexOf(letter, StringComparison.Ordinal)) & 0xfff;
            if ((held += 5) >= 8)
                bytes[at++] = (byte)(bits >> (held -= 8));
        }
        return bytes;
    }
}
