using Portal.Languages;

namespace Portal.Directory;

// What Networks answers about authorities, as far as pages show it.

/// <param name="Contact">Null for readers who are no practitioners: Networks decides.</param>
/// <param name="WithdrawnOn">Since when its State no longer names it; null while it stands.</param>
public sealed record Authority(
    Guid Id, string State, string? Territory, IReadOnlyDictionary<string, string> Names, IReadOnlyList<Designation> Functions, Contact? Contact, DateOnly? WithdrawnOn = null)
{
    /// <summary>Its name, with what tells it from others of that name where there are any.</summary>
    public string NameApartFrom(IEnumerable<Authority> listed, Language language, IReadOnlyList<DirectoryFunction> functions, Services.Names names)
    {
        var name = language.Of(Names)?.Text ?? "";
        return ApartFrom(listed, language, functions, names.Instruments.ToDictionary(it => it.Id, it => it.Name)) is { } apart
            ? language.With("form.conditional", name, apart) : name;
    }

    /// <summary>
    /// What tells it from others of its State that have the same name: its territory, else what it is designated for, else its place among them; null
    /// where its name does.
    /// </summary>
    public string? ApartFrom(IEnumerable<Authority> listed, Language language, IReadOnlyList<DirectoryFunction> functions, IReadOnlyDictionary<string, string> instruments)
    {
        var alike = listed.Where(it => it.State == State && language.Of(it.Names)?.Text == language.Of(Names)?.Text).ToList();
        if (alike.Count < 2)
            return null;
        foreach (var tell in new Func<Authority, string?>[] { it => it.Territory, it => string.Join(language["refusal.list"], it.Functions.Select(Said)) })
            if (alike.Select(tell).Distinct().Count() == alike.Count && tell(this) is { Length: > 0 } told)
                return told;
        return language.With("directory.apart", language.Number(alike.FindIndex(it => it.Id == Id) + 1));

        string Said(Designation it) =>
            $"{language.Of(functions.FirstOrDefault(function => function.Function == it.Function)?.Names)?.Text ?? it.Function.Replace('-', ' ')}"
                + $" · {instruments.GetValueOrDefault(it.Instrument, it.Instrument)}";
    }
}

/// <param name="Function">In kebab case: <c>mutual-legal-assistance</c>.</param>
public sealed record Designation(string Function, string Instrument);

/// <summary>An authority as the directory said it from a moment on.</summary>
/// <param name="RecordedAt">When the platform learned it.</param>
public sealed record PastEntry(Authority Entry, DateTimeOffset RecordedAt);

/// <param name="Source">The note by which the State told it.</param>
public sealed record Contact(
    string? Unit, string? PostalAddress, string? Telephone, string? Email, string? Web, IReadOnlyList<string> Languages, IReadOnlyList<string> Channels,
    bool ElectronicTransmission, bool UrgentAroundTheClock, Note Source);

public sealed record Note(string Reference, DateOnly Date);

/// <summary>What authorities may be designated for under one instrument.</summary>
public sealed record DirectoryFunction(string Function, string Instrument, IReadOnlyDictionary<string, string> Names);
