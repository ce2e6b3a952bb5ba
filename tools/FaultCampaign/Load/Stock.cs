using FaultCampaign.Platforms;
using Processes;

namespace FaultCampaign.Load;

/// <summary>Something on record that writers change, with the tag they last saw: shared, so that two may come with the same tag.</summary>
/// <param name="path">Where it stands.</param>
sealed class Changing(string service, string path, string state, string tag)
{
    public string Service => service;
    public string Path => path;
    public string State => state;

    /// <summary>As last seen by anybody.</summary>
    public volatile string Tag = tag;

    public volatile bool Gone;
}

/// <summary>A consent to be bound by the Convention against Corruption, whose date is corrected: who reviews the State and which designations it owes follow from it.</summary>
sealed class Consent(string state, Guid act, string kind, DateOnly depositedOn, string[] provisions, string tag) : IComparable<Consent>
{
    public Changing Changing { get; } = new("treaties", $"instruments/uncac/actions/{act}", state, tag);
    public string Kind => kind;
    public DateOnly DepositedOn => depositedOn;
    public string[] Provisions => provisions;

    public int CompareTo(Consent? other) => string.CompareOrdinal(state, other?.Changing.State);
}

/// <summary>What the record offers to be written about, read once before the load; and the authorities that writers designate.</summary>
sealed class Stock
{
    readonly Lock adding = new();
    readonly List<Changing> authorities = [];
    readonly int[] notified;
    readonly int probeBase;

    Stock(IReadOnlyList<string> states, IReadOnlyList<Consent> consents, IReadOnlyList<string> designating)
    {
        (States, Consents, Designating) = (states, consents, designating);
        notified = new int[states.Count];
        probeBase = states.Count - 1;
    }

    /// <summary>Parties to UNTOC whose notifications are recorded; none of them is corrected, so that their streams stay cheap to judge.</summary>
    public IReadOnlyList<string> States { get; }

    public IReadOnlyList<Consent> Consents { get; }

    /// <summary>Parties to the Convention against Corruption that designate authorities.</summary>
    public IReadOnlyList<string> Designating { get; }

    public string ProbeState => States[probeBase];

    public static async Task<Stock> Of(ServicesUnderFault services, CancellationToken cancel)
    {
        var treaties = services.Data("treaties");
        const string consents = "('ratification', 'acceptance', 'approval', 'accession')";
        var parties = await treaties.Rows(
            $"SELECT DISTINCT state FROM act_revision WHERE instrument = 'untoc' AND kind IN {consents} AND not_after < '2015-01-01' AND state <> 'EUE' ORDER BY 1", row => row.GetString(0), cancel);
        // Of every State once only, known to the day, and beyond any rule: so that no correction by a few days breaks one.
        var uncac = await treaties.Rows(
            $"""
            SELECT one.state, one.act, one.kind, one.not_before, one.provisions, (SELECT max(version) FROM journal WHERE stream = 'participants/' || one.state)
            FROM act_revision one
            WHERE instrument = 'uncac' AND kind IN {consents} AND not_before = not_after AND flags = '{"{}"}' AND not_before BETWEEN '2005-01-01' AND '2018-01-01' AND state <> 'EUE'
              AND 1 = (SELECT count(*) FROM act_revision other WHERE other.state = one.state AND other.instrument = 'uncac' AND (kind IN {consents} OR kind LIKE '%denunciation%'))
            ORDER BY one.state
            """, row => new Consent(row.GetString(0), row.GetGuid(1), row.GetString(2), row.GetFieldValue<DateOnly>(3), row.GetFieldValue<string[]>(4), $"\"{row.GetInt32(5)}\""), cancel);
        List<Consent> corrected = [.. uncac.Where((_, index) => index % 2 == 0).Take(60)];
        var theirs = corrected.Select(consent => consent.Changing.State).ToHashSet();
        return new([.. parties.Where(state => !theirs.Contains(state))], corrected, [.. uncac.Where((_, index) => index % 2 == 1).Select(consent => consent.Changing.State)]);
    }

    /// <summary>A date no notification of the State has yet.</summary>
    public DateOnly NextNotification(int state) => new DateOnly(2005, 1, 1).AddDays(Interlocked.Increment(ref notified[state]) % 7000);

    public void Designated(Changing authority)
    {
        lock (adding)
            authorities.Add(authority);
    }

    /// <summary>One of those designated; null while there is none.</summary>
    public Changing? Authority(Random random)
    {
        lock (adding)
        {
            if (authorities.Count == 0)
                return null;
            var drawn = authorities[random.Next(authorities.Count)];
            if (drawn.Gone)
                authorities.Remove(drawn);
            return drawn.Gone ? null : drawn;
        }
    }

    /// <summary>A notification of a State that sends no others.</summary>
    public Request Probe(int number) => TreatyWork.Notification($"probe-{number}", ProbeState, new DateOnly(1999 + number / 300 + 2, 1, 1).AddDays(number % 300));
}
