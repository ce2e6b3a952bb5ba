using System.Text.Json.Serialization;
using Microsoft.Extensions.Primitives;
using Portal.Forms;
using Portal.Languages;

namespace Portal.Drafts;

/// <summary>A form that somebody filled in and has not done yet, as the portal's database has it.</summary>
public sealed class Draft
{
    /// <summary>Whose it is. Nobody else is shown it, nor told that it is there.</summary>
    public required Guid Person { get; init; }

    /// <summary>The page it stands on, as <see cref="DraftStore.AddressOf"/> says it.</summary>
    public required string Address { get; init; }

    /// <summary>The form's name on that page.</summary>
    public required string Form { get; init; }

    /// <summary>A <see cref="KeptText"/> as JSON, protected for this person: whoever reads the database reads no drafts.</summary>
    public required byte[] Content { get; set; }

    public required DateTimeOffset KeptAt { get; set; }
}

/// <summary>What was typed into a form.</summary>
/// <param name="Key">Idempotency-Key under which it is sent: the same as long as it is not known what became of it.</param>
/// <param name="Language">In whose way of writing days and numbers it was typed.</param>
/// <param name="Why">Why it was not done there and then.</param>
/// <param name="Fields">By name on the page, with the precondition and the number of rows.</param>
/// <param name="Sent">What was sent under the key with nobody knowing what became of it; null where nothing was.</param>
public sealed record KeptText(string Key, string Language, WhyKept Why, IReadOnlyDictionary<string, string?[]> Fields, SentText? Sent = null)
{
    /// <summary>What the mechanism posts for itself, and what is of one answer only.</summary>
    static readonly HashSet<string> ofTheMechanism = [FilledForm.NameField, FilledForm.KeyField, FilledForm.OwnerField, FilledForm.WrittenInField, FilledForm.TokenField,
        .. FilledForm.Buttons];

    public static KeptText Of(string key, Language language, WhyKept why, IFormCollection typed, SentText? sent = null) =>
        new(key, language.Code, why, typed.Where(it => !ofTheMechanism.Contains(it.Key)).ToDictionary(it => it.Key, it => it.Value.ToArray()), sent);

    /// <summary>As it was posted.</summary>
    [JsonIgnore]
    public FormCollection Typed => new(Fields.ToDictionary(it => it.Key, it => new StringValues(it.Value)));
}

/// <param name="Body">JSON.</param>
/// <param name="IfMatch">The precondition; null for none.</param>
public sealed record SentText(string Body, string? IfMatch);

/// <summary>Why a form was kept and not done. Each has its text, <c>draft.{why}</c>.</summary>
public enum WhyKept
{
    /// <summary>The reader went elsewhere, or has not come to the end yet.</summary>
    Unfinished,

    /// <summary>The reader chose another language in the middle.</summary>
    LanguageChanged,

    /// <summary>Nobody was signed in any more when it was sent.</summary>
    SessionOver,

    /// <summary>Somebody else was signed in when it was sent.</summary>
    SignedInAsAnother,

    /// <summary>The browser had lost what shows that the form is the portal's.</summary>
    FormTooOld,

    /// <summary>A service gave no answer.</summary>
    Away,

    /// <summary>Something was wrong with it.</summary>
    Refused,
}
