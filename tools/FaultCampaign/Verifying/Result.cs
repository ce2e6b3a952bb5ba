namespace FaultCampaign.Verifying;

/// <summary>What one campaign came to, as <c>result.json</c> keeps it.</summary>
/// <param name="Attempted">Requests asked, each counted once however often it was sent.</param>
/// <param name="Acknowledged">Answered with success.</param>
/// <param name="Refused">Answered with a refusal: a conflict that was looked for.</param>
/// <param name="Unknown">Never answered for certain.</param>
/// <param name="Sent">Times a request was sent, retries included.</param>
/// <param name="Parked">Entries that were parked because of a fault that was meant to.</param>
/// <param name="Released">Those of them that went through once its cause was gone.</param>
/// <param name="Kinds">Faults done, by kind.</param>
sealed record Result(
    int Seed, string Commit, double LoadSeconds, double SettledAfterSeconds, long Attempted, long Acknowledged, long Refused, long Unknown, long Sent,
    long Entries, long Applications, long Reactions, long Lost, long Doubled, long OutOfOrder, long Ghosts, long Zombies, long Unasked, long Differing, long Parked, long Released,
    IReadOnlyList<KindResult> Kinds, IReadOnlyDictionary<string, string> LeftOut, IReadOnlyList<BrokenPromise> Broken);

sealed record KindResult(string Kind, IReadOnlyList<Recovery> Recoveries);

/// <param name="Seconds">From the end of the fault until a write was acknowledged and applied everywhere; null where none was within four minutes without any fault.</param>
/// <param name="Alone">No other fault was going on meanwhile.</param>
sealed record Recovery(double? Seconds, bool Alone);
