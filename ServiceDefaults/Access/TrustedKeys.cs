using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Access;

/// <summary>Whose signatures are believed: the keys that were given, and those that the addresses given serve now.</summary>
/// <param name="given">By the configuration itself; it wins over what an address says of the same id.</param>
sealed class TrustedKeys(IReadOnlyList<SigningKeys> given, IReadOnlyList<KeyAddress> addresses)
{
    const int AddressesMax = 8;

    /// <summary>Nobody's are.</summary>
    public bool IsEmpty => addresses.Count == 0 && given.All(set => set.IsEmpty);

    /// <param name="lines"><c>Identity:Keys</c>: on each line a JSON Web Key Set or the http or https address of one; null or blank for none.</param>
    /// <exception cref="FormatException">A line is neither, or a key id is given twice.</exception>
    public static (IReadOnlyList<SigningKeys> Given, IReadOnlyList<Uri> Addresses) Read(string? lines)
    {
        var (given, addresses) = (new List<SigningKeys>(), new List<Uri>());
        foreach (var line in (lines ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (line.StartsWith("http://", StringComparison.Ordinal) || line.StartsWith("https://", StringComparison.Ordinal))
                addresses.Add(Uri.TryCreate(line, UriKind.Absolute, out var address) && address.UserInfo.Length == 0
                    ? address
                    : throw new FormatException("A line of Identity:Keys is no address of a set of keys."));
            else
                given.Add(SigningKeys.Read(line));
        if (addresses.Count > AddressesMax)
            throw new FormatException($"Identity:Keys has more than {AddressesMax} addresses.");
        if (given.SelectMany(set => set.Ids).GroupBy(id => id, StringComparer.Ordinal).Any(same => same.Count() > 1))
            throw new FormatException("Identity:Keys is no set of public P-256 keys (RFC 7517): two keys have the same 'kid'.");
        return (given, addresses);
    }

    /// <returns>Null when neither what was given nor any address has a key of that id.</returns>
    public async ValueTask<JsonWebKey?> Find(string id)
    {
        foreach (var set in given)
            if (set.Find(id) is { } key)
                return key;
        foreach (var address in addresses)
            if (await address.Find(id) is { } key)
                return key;
        return null;
    }
}
