using Portal.Languages;

namespace Portal.Operating;

/// <summary>Says in the reader's words what a service's check tells.</summary>
static class StandingWords
{
    const string Copies = "copies of ";

    /// <param name="check">Its name as the service has it: <c>broker</c>, <c>copies of treaties</c>.</param>
    public static string Of(Language language, string check) =>
        check.StartsWith(Copies, StringComparison.Ordinal) && language.Texts.TryGetValue($"service.{check[Copies.Length..]}", out var source)
            ? language.With("standing-of-service.behind", source)
        : language.Texts.TryGetValue($"standing-of-service.{check}", out var words) ? words
        : language.With("standing-of-service.other", language.KeptApart(check));

    /// <summary>What was recorded, in words; as it is written where there are none.</summary>
    public static string Entry(Language language, string type) => language.Texts.GetValueOrDefault($"entry.{type}", type);

    /// <summary>What people call the service that recorded it.</summary>
    public static string Source(Language language, string name) => language.Texts.GetValueOrDefault($"service.{name}", name);
}
