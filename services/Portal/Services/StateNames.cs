using System.Collections.Concurrent;
using Contracts;
using Portal.Gateway;
using Portal.Languages;
using ServiceDefaults.Answers;

namespace Portal.Services;

/// <summary>Names of States and instruments in the reader's language, as Treaties keeps them; read anew every five minutes.</summary>
public sealed class StateNames(ServiceReader services, TimeProvider time, ILogger<StateNames> log)
{
    static readonly TimeSpan keptFor = TimeSpan.FromMinutes(5);

    readonly ConcurrentDictionary<string, (DateTimeOffset Read, Names Names)> kept = [];

    /// <summary>While Treaties gives no answer, codes stand in for the names that were not read before.</summary>
    public async Task<Names> In(Language language, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (kept.TryGetValue(language.Code, out var found) && now - found.Read < keptFor)
            return found.Names;
        try
        {
            var states = services.ReadWhole<StateItem>(UpstreamService.Treaties, "/states", language, cancel);
            var instruments = services.ReadWhole<InstrumentItem>(UpstreamService.Treaties, "/instruments", language, cancel);
            await Task.WhenAll(states, instruments);
            var order = language.Order;
            var names = new Names(
                [.. (await states).Select(it => (it.Code, it.Name)).OrderBy(it => it.Name, order)], [.. (await instruments).Select(it => (it.Id, it.ShortName))],
                (await states).Where(it => it.Kind == StateItem.Organization).Select(it => it.Code).ToHashSet());
            kept[language.Code] = (now, names);
            return names;
        }
        catch (NoAnswer fault)
        {
            log.LogWarning(fault, "States and instruments stand by their codes");
            return found.Names ?? new([], []);
        }
    }

    sealed record StateItem(string Code, string Name, string? Kind = null)
    {
        /// <summary>A regional economic integration organization (UNTOC art. 2(j)).</summary>
        public const string Organization = "reio";
    }

    sealed record InstrumentItem(string Id, string ShortName);
}

/// <param name="All">States and organizations in the order of their names.</param>
/// <param name="Instruments">By id, as people say them.</param>
/// <param name="Organizations">Codes of those that are no States.</param>
public sealed record Names(IReadOnlyList<(string Code, string Name)> All, IReadOnlyList<(string Id, string Name)> Instruments, IReadOnlySet<string>? Organizations = null)
{
    readonly Dictionary<string, string> byCode = All.ToDictionary(it => it.Code, it => it.Name);
    readonly Dictionary<string, int> places = All.Index().ToDictionary(it => it.Item.Code, it => it.Index);
    readonly Dictionary<string, string> byInstrument = Instruments.ToDictionary(it => it.Id, it => it.Name);

    public IReadOnlyDictionary<string, string> States => byCode;

    /// <summary>States alone: no organization is reviewed, reviews or is assisted.</summary>
    public IEnumerable<(string Code, string Name)> OnlyStates => All.Where(it => Organizations?.Contains(it.Code) != true);

    /// <summary>In the order of their names; codes without one at the end.</summary>
    public IEnumerable<string> InOrder(IEnumerable<string> codes) => codes.OrderBy(code => places.GetValueOrDefault(code, int.MaxValue)).ThenBy(code => code, StringComparer.Ordinal);

    /// <summary>A provision in words; as it is written where it is none.</summary>
    /// <param name="written">As services write it: <c>uncac art. 46(13)</c>.</param>
    public string Provision(Language language, string written) =>
        ArticleRef.TryParse(written, null, out var provision) ? Tongue.Of(language.Code).Provision(provision, instrument => OfInstrument(instrument.ToString())) : written;

    /// <summary>The code where there is no name.</summary>
    public string Of(string code) => byCode.GetValueOrDefault(code, code);

    public bool IsInstrument(string id) => byInstrument.ContainsKey(id);

    /// <summary>The id where there is no name.</summary>
    public string OfInstrument(string id) => byInstrument.GetValueOrDefault(id, id);
}
