namespace FaultCampaign.Faults;

/// <summary>One fault, as the seed drew it.</summary>
/// <param name="Number">From 1, in the order of the plan.</param>
/// <param name="AtSeconds">When it begins, from the beginning of the load.</param>
/// <param name="LastsSeconds">How long it lasts before it is taken back; 0 for a kill, which ends at once.</param>
/// <param name="Whom">What it strikes: a process, a service, a server.</param>
/// <param name="How">Which of several ways, where there are several.</param>
sealed record PlannedFault(int Number, string Kind, double AtSeconds, double LastsSeconds, string Whom, string How = "");
