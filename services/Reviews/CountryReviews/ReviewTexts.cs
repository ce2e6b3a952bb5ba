using System.Text.Json;
using Contracts;
using Journal;
using Journal.Appending;
using Journal.Confidential;
using Reviews.Storage;

namespace Reviews.CountryReviews;

/// <summary>Who speaks for a State. Sealed under a key of their own, so that one person can be forgotten.</summary>
sealed record PersonText(string Name, string? Title, string? Email);

/// <summary>What the State under review answered for one provision.</summary>
sealed record AnswerText(ArticleRef Article, Implementation Implemented, string Text, NeedKind? AssistanceWanted);

/// <summary>What a reviewing State observes about one provision.</summary>
sealed record ObservationText(FindingKind Kind, ArticleRef Article, string Text);

/// <param name="Text">On the whole; null where the experts left that to the focal point.</param>
sealed record FeedbackDraftText(string? Text, IReadOnlyList<ObservationText> Observations);

/// <param name="Findings">Texts by finding.</param>
sealed record OutcomeText(IReadOnlyDictionary<string, string> Summary, IReadOnlyDictionary<Guid, string> Findings);

/// <summary>Texts of a review, sealed: in the journal and in the state of a review they stand by id only.</summary>
static class ReviewTexts
{
    /// <summary>Everything States hand in to a review is under the key of that review.</summary>
    public static string KeyOf(Guid review) => $"reviews/{review}";

    public static string KeyOfPerson(Guid person) => $"people/{person}";

    /// <returns>Id of the sealed text.</returns>
    public static Task<Guid> Keep<T>(this Work<ReviewsDb> work, string key, T text)
        where T : class => work.Seal(key, JsonSerializer.Serialize(text, FactTypes.Json));

    /// <summary>Opens texts for somebody who may read them; those that were erased are missing.</summary>
    public static async Task<OpenedTexts> Open(this ReviewsDb db, IEnumerable<Guid> texts, CancellationToken cancel) => new(await db.Unseal(texts, cancel));
}

/// <summary>Texts that were opened for one asker; those asked for that are not there were erased, or were not for them.</summary>
sealed class OpenedTexts(IReadOnlyDictionary<Guid, string> opened)
{
    public static readonly OpenedTexts None = new(new Dictionary<Guid, string>());

    public T? Find<T>(Guid? id)
        where T : class => id is { } wanted && opened.TryGetValue(wanted, out var text) ? JsonSerializer.Deserialize<T>(text, FactTypes.Json) : null;
}
