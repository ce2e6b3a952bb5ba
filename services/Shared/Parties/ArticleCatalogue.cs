using System.Text.Json;
using Contracts;

namespace Parties;

/// <summary>Which articles an instrument has, read once from <c>data/instruments</c>.</summary>
public static class ArticleCatalogue
{
    static readonly JsonSerializerOptions written = new(JsonSerializerDefaults.Web);

    static readonly IReadOnlyDictionary<InstrumentId, InstrumentFile> all = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "data", "instruments"), "*.json")
        .Select(file => JsonSerializer.Deserialize<InstrumentFile>(File.ReadAllBytes(file), written) ?? throw new InvalidDataException($"{file} is empty."))
        .ToDictionary(file => file.Id);

    /// <summary>Whether the instrument has that article; true where not all of its articles are recorded. What paragraphs an article has is recorded of none.</summary>
    public static bool Has(ArticleRef provision) =>
        all.TryGetValue(provision.Instrument, out var instrument) && (!instrument.ArticlesComplete || instrument.Articles.Any(article => article.Number == provision.Article));

    sealed record InstrumentFile(InstrumentId Id, bool ArticlesComplete, IReadOnlyList<Article> Articles);

    sealed record Article(int Number);
}
