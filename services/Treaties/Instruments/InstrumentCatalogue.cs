using System.Text.Json;
using System.Text.Json.Serialization;
using Contracts;

namespace Treaties.Instruments;

/// <summary>The instruments the platform knows, read once from one JSON file each.</summary>
public sealed class InstrumentCatalogue
{
    static readonly JsonSerializerOptions Written = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    readonly Dictionary<InstrumentId, Instrument> instruments;

    /// <exception cref="ArgumentException">Two instruments share an id, or one names a parent that is not there.</exception>
    public InstrumentCatalogue(IEnumerable<Instrument> instruments)
    {
        this.instruments = instruments.ToDictionary(instrument => instrument.Id);
        foreach (var protocol in All)
            if (protocol.ProtocolTo is { } parent && !this.instruments.ContainsKey(parent.Instrument))
                throw new ArgumentException($"{protocol.Id} adds to {parent.Instrument}, which is not in the catalogue.", nameof(instruments));
    }

    /// <summary>All instruments, by id.</summary>
    public IEnumerable<Instrument> All => instruments.Values.OrderBy(instrument => instrument.Id);

    public Instrument? Find(InstrumentId id) => instruments.GetValueOrDefault(id);

    /// <exception cref="KeyNotFoundException">No such instrument.</exception>
    public Instrument this[InstrumentId id] => Find(id) ?? throw new KeyNotFoundException($"There is no instrument {id}.");

    /// <summary>The instrument that a party to this one must join first, where a provision demands it (UNTOC art. 37(2)).</summary>
    public Instrument? ConventionOf(Instrument instrument) => instrument.ProtocolTo is { Article: not null } parent ? this[parent.Instrument] : null;

    /// <summary>The protocols that can only be joined by parties to this instrument.</summary>
    public IEnumerable<Instrument> ProtocolsOf(Instrument instrument) => All.Where(other => ConventionOf(other) == instrument);

    /// <summary>The instruments whose acts bear on who is bound by this one: itself, and the convention it adds to or must wait for.</summary>
    public IReadOnlyList<InstrumentId> Bearing(Instrument instrument) =>
        [.. new[] { instrument.Id, ConventionOf(instrument)?.Id, instrument.EntryIntoForceRule?.NotBeforeInstrument }.OfType<InstrumentId>().Distinct()];

    /// <summary>Whether the day of entry into force has to be found from the deposits: there is a rule, and the depositary has recorded no day.</summary>
    public static bool AwaitsEntryIntoForce(Instrument instrument) => instrument is { EntryIntoForce: null, EntryIntoForceRule: not null };

    /// <param name="folder">Folder of the files, <c>data/instruments</c>.</param>
    /// <exception cref="InvalidDataException">A file cannot be read as an instrument; the message names the file.</exception>
    public static InstrumentCatalogue Read(string folder) =>
        new(Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(ReadOne));

    static Instrument ReadOne(string file)
    {
        try
        {
            var instrument = JsonSerializer.Deserialize<Instrument>(File.ReadAllBytes(file), Written)!;
            return Path.GetFileNameWithoutExtension(file) == instrument.Id.ToString()
                ? instrument
                : throw new InvalidDataException($"{file} describes {instrument.Id}: a file is named after its instrument.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{file} cannot be read as an instrument: {broken.Message}", broken);
        }
    }
}
