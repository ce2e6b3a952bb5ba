using Contracts;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace TechnicalAssistance.Needs;

/// <summary>Who sees what stands between a State and the secretariat: its needs before the review is published, its requests always.</summary>
/// <remarks>Source: architecture, access follows the field; UNCAC IRM terms of reference: reviews are confidential until they are published.</remarks>
static class CaseSight
{
    const string CountryLed = "CAC/COSP/2017, note on technical assistance, para. 4: country-led";

    static readonly Rule speaksForAnotherState = new("technical-assistance/speaks-for-another-state", "own", "state"), speaksForNoState = new("technical-assistance/speaks-for-another-state#none");

    /// <summary>Everybody who speaks for a State, and the secretariat.</summary>
    public static readonly Role[] StatesAndSecretariat = [.. Secretariat.Offices, Role.PermanentMission, Role.FocalPoint, Role.GovernmentalExpert, Role.CentralAuthority];

    /// <summary>Whether the asker sees the whole of a State's needs and requests; everybody else is a stranger to them.</summary>
    public static bool SeesCasesOf(this Asker asker, StateCode state) => asker.IsOfTheSecretariat() || asker.State == state;

    /// <summary>A State is spoken for by its own people alone: not even the secretariat requests in its place, or says that a need is met.</summary>
    /// <returns>Null when the asker speaks for the State.</returns>
    public static Refusal? SpeaksFor(this Asker asker, StateCode state) => asker.State == state
        ? null
        : asker.State is { } own ? Refusal.Forbidden(speaksForAnotherState.With(own, state), "state", CountryLed) : Refusal.Forbidden(speaksForNoState, "state", CountryLed);

    /// <summary>What is shown hangs on who asks, so shared caches must keep out.</summary>
    public static void IsForThisAskerAlone(this HttpResponse response)
    {
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = "Authorization";
    }
}
