using Contracts;
using Treaties.Actions;
using Treaties.Import;
using Treaties.Instruments;
using Treaties.States;

namespace Treaties.Tests;

/// <summary>The record the platform ships with, read from <c>data/</c> as the service reads it.</summary>
static class RealRecord
{
    public static readonly InstrumentCatalogue Catalogue = InstrumentCatalogue.Read(Path.Combine(AppContext.BaseDirectory, "data/instruments"));

    public static readonly ParticipantRegister Register = ParticipantRegister.Read(Path.Combine(AppContext.BaseDirectory, "data/states"));

    public static readonly StatusExport Export = ReadExport();

    /// <summary>The record with every act of the export, each under an id made from its line.</summary>
    public static readonly TreatyRecord Record = new(Catalogue, Export.Acts.Select(line => line.Act with { Id = Act.Numbered(line.Line) }));

    /// <summary>The acts whose day is known, without those dated by bounds.</summary>
    public static readonly TreatyRecord Dated = new(Catalogue, Record.Acts.Where(act => act.Date.IsKnown));

    public static readonly InstrumentId[] TheFive = [.. new[] { "untoc", "untoc-tip", "untoc-som", "untoc-firearms", "uncac" }.Select(id => InstrumentId.Parse(id))];

    public static string Data(string path) => Path.Combine(AppContext.BaseDirectory, "data", path);

    static StatusExport ReadExport()
    {
        using var text = File.OpenText(Path.Combine(AppContext.BaseDirectory, "data/treaty-actions/status-export.csv"));
        return StatusExport.Read(text, Catalogue);
    }
}
