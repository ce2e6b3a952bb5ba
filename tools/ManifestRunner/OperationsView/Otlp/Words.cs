using System.Collections.Concurrent;

namespace ManifestRunner.OperationsView.Otlp;

/// <summary>Keeps one copy of words that come again with every span: names of attributes, scopes, services. Bounded: beyond it each stays its own.</summary>
static class Words
{
    const int Most = 5000;

    static readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    public static string One(string word) => known.TryGetValue(word, out var same) ? same : known.Count < Most ? known.GetOrAdd(word, word) : word;
}
