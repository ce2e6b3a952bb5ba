using Microsoft.Net.Http.Headers;
using ServiceDefaults.Answers;

namespace Treaties.States;

/// <summary>The official language of the United Nations in which an answer is given.</summary>
/// <param name="Tag">BCP 47: <c>en</c>, <c>fr</c>, <c>es</c>, <c>ru</c>, <c>zh</c>, <c>ar</c>.</param>
public sealed record Language(string Tag)
{
    const string Fallback = "en";

    static readonly Rule languageOfNames = new("treaties/language", "languages");

    /// <summary>For sentences: this language where the platform has them in it, else English.</summary>
    public Tongue Tongue => Tongue.Of(Tag);

    /// <summary>The text in this language, in English where there is none.</summary>
    public string In(IReadOnlyDictionary<string, string> texts) => texts.TryGetValue(Tag, out var text) ? text : texts[Fallback];

    /// <summary>The one asked for as <c>?lang=</c>, else the first of <c>Accept-Language</c> that names are kept in, else English (RFC 9110 §12.5.4).</summary>
    /// <exception cref="Refused">A language is asked for in which no names are kept.</exception>
    public static Language Of(string? lang, HttpRequest request)
    {
        if (lang is not null)
            return Answering(ParticipantRegister.Languages.Contains(lang) ? lang
                : throw new Refused(Refusal.Invalid(languageOfNames.With(RefusalValue.List(ParticipantRegister.Languages.Select(RefusalValue.Text))), "lang")));

        request.HttpContext.Response.Headers.Append("Vary", "Accept-Language");
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted))
            return Answering(Fallback);
        return Answering(accepted.Where(one => one.Quality is not 0).OrderByDescending(one => one.Quality ?? 1)
            .Select(one => one.Value.ToString().Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(ParticipantRegister.Languages.Contains, Fallback));

        Language Answering(string tag)
        {
            request.HttpContext.Response.Headers.ContentLanguage = tag;
            return new(tag);
        }
    }
}
