using FaultCampaign.Platforms;
using Processes;

namespace FaultCampaign.Verifying;

/// <summary>State and the facts about it, side by side in each database. A fact without state is a ghost, state without a fact a zombie.</summary>
sealed class StateVerification(ServicesUnderFault services, Broken broken)
{
    /// <summary>What is state on one side and entry on the other; both give one text for each.</summary>
    static readonly (string Service, string What, string State, string Facts)[] pairs =
    [
        ("treaties", "act_revision", "SELECT act || ' ' || number FROM act_revision",
            "SELECT (payload::json->>'action') || ' ' || coalesce(payload::json->>'revision', '0') FROM journal WHERE type IN ('treaties.action-deposited', 'treaties.action-corrected')"),
        ("networks", "authority_version", "SELECT authority || ' ' || version FROM authority_version",
            "SELECT (payload::json->>'authority') || ' ' || version FROM journal WHERE type IN ('networks.authority-designated', 'networks.authority-kept-current', 'networks.authority-withdrawn')"),
        ("technical-assistance", "activity", "SELECT id::text FROM activity", "SELECT payload::json->>'activity' FROM journal WHERE type = 'technical-assistance.activity-delivered'"),
        ("reviews", "enrolment", "SELECT mechanism || ' ' || act FROM enrolment", "SELECT DISTINCT (payload::json->>'mechanism') || ' ' || (payload::json->>'act') FROM journal WHERE type = 'reviews.party-enrolled'"),
        ("networks", "duty", "SELECT id::text FROM duty", "SELECT DISTINCT payload::json->>'duty' FROM journal WHERE type = 'networks.duty-opened'"),
    ];

    /// <summary>State that is changed in place, and what the last fact said of it.</summary>
    static readonly (string Service, string What, string Differences)[] folds =
    [
        ("reviews", "enrolment", """
            WITH said AS (SELECT DISTINCT ON (1, 2) payload::json->>'mechanism' AS mechanism, payload::json->>'act' AS act, payload::json->>'notAfter' AS day
                          FROM journal WHERE type IN ('reviews.party-enrolled', 'reviews.enrolment-redated') ORDER BY 1, 2, sequence DESC)
            SELECT said.act || ': ' || not_after || ', last said ' || day FROM enrolment JOIN said ON said.mechanism = enrolment.mechanism AND said.act = enrolment.act::text WHERE not_after::text <> day
            """),
        ("networks", "duty", """
            WITH said AS (SELECT DISTINCT ON (1, 2, 3) payload::json->>'act' AS act, payload::json->>'instrument' AS instrument, payload::json->>'function' AS function, payload::json->>'owedFrom' AS day
                          FROM journal WHERE type IN ('networks.duty-opened', 'networks.duty-redated') ORDER BY 1, 2, 3, sequence DESC)
            SELECT said.act || ' ' || said.function || ': ' || owed_from || ', last said ' || day FROM duty JOIN said ON said.act = duty.act::text AND said.instrument = duty.instrument AND said.function = duty.function WHERE owed_from::text <> day
            """),
    ];

    public long Ghosts { get; private set; }

    public long Zombies { get; private set; }

    public long Differing { get; private set; }

    public async Task Run(CancellationToken cancel)
    {
        foreach (var (service, what, stateOf, factsOf) in pairs)
        {
            var state = (await services.Data(service).Rows(stateOf, row => row.GetString(0), cancel)).ToHashSet();
            var facts = (await services.Data(service).Rows(factsOf, row => row.GetString(0), cancel)).ToHashSet();
            string[] ghosts = [.. facts.Where(fact => !state.Contains(fact))], zombies = [.. state.Where(one => !facts.Contains(one))];
            broken.AddAll("A ghost: a fact without the state it tells of", ghosts.Select(ghost => $"{service}: a fact tells of {what} {ghost}, which is not there"));
            broken.AddAll("A zombie: state that no fact tells of", zombies.Select(zombie => $"{service}: {what} {zombie} is there, and no fact tells of it"));
            (Ghosts, Zombies) = (Ghosts + ghosts.Length, Zombies + zombies.Length);
        }
        foreach (var (service, what, differencesOf) in folds)
        {
            var differences = await services.Data(service).Rows(differencesOf, row => row.GetString(0), cancel);
            broken.AddAll("State is not what its last fact says", differences.Select(difference => $"{service}: {what} {difference}"));
            Differing += differences.Count;
        }
        foreach (var service in services.Names)
            broken.AddAll("A key was taken and nothing was answered under it", await services.Data(service).Rows("SELECT key || ' on ' || route FROM idempotency WHERE status IS NULL", row => $"{service}: {row.GetString(0)}", cancel));
    }
}
