using System.Security.Cryptography;
using Contracts;
using ServiceDefaults.Reading;
using Treaties.Instruments;
using Treaties.States;
using Treaties.Storage;

namespace Treaties;

/// <summary>The files the service ships with: instruments, participants, the export it starts from.</summary>
/// <param name="Folder">Where they lie.</param>
/// <param name="Version">SHA-256 over what answers are computed from, 16 hexadecimal digits: another file, another answer.</param>
public sealed record ReferenceData(string Folder, string Version)
{
    /// <summary>The record the depositary gave, imported at the first start.</summary>
    public string StatusExport => Path.Combine(Folder, "treaty-actions", "status-export.csv");

    public static ReferenceData In(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in new[] { "instruments", "states" }.SelectMany(part => Directory.EnumerateFiles(Path.Combine(folder, part))).Order(StringComparer.Ordinal))
            hash.AppendData(File.ReadAllBytes(file));
        return new(folder, Convert.ToHexStringLower(hash.GetHashAndReset())[..16]);
    }
}

static class ReferenceDataRegistration
{
    /// <summary>Reads the reference data at start, from <c>Data:Folder</c> or from beside the program.</summary>
    /// <exception cref="InvalidDataException">A file cannot be read as meant; the message names it.</exception>
    public static WebApplicationBuilder AddReferenceData(this WebApplicationBuilder builder)
    {
        var data = ReferenceData.In(builder.Configuration["Data:Folder"] is { Length: > 0 } folder ? folder : Path.Combine(AppContext.BaseDirectory, "data"));
        builder.Services.AddSingleton(data);
        var (instruments, participants) = (InstrumentCatalogue.Read(Path.Combine(data.Folder, "instruments")), ParticipantRegister.Read(Path.Combine(data.Folder, "states")));
        builder.Services.AddSingleton(instruments);
        builder.Services.AddSingleton(participants);
        builder.Services.AddSingleton(KnownNames.Of<InstrumentId>("instrument", name => instruments.Find(name) is not null, name => name));
        builder.Services.AddSingleton(KnownNames.Of<StateCode>("participant", name => participants.Find(name) is not null, name => name));
        builder.Services.AddSingleton<KeptRecords>();
        builder.Services.AddSingleton<KeptParticipants>();
        return builder;
    }
}
