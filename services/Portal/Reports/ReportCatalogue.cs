using Portal.Languages;

namespace Portal.Reports;

/// <summary>The reports the platform ships with, <c>data/reports/*.json</c>. To add one is to add its file.</summary>
public sealed class ReportCatalogue
{
    /// <exception cref="InvalidDataException">A file is not as <c>data/reports/README.md</c> says.</exception>
    public ReportCatalogue(LanguageCatalogue languages) : this(Path.Combine(AppContext.BaseDirectory, "data", "reports"), [.. languages.All.Select(it => it.Code)])
    {
    }

    internal ReportCatalogue(string folder, IReadOnlyCollection<string> languages) =>
        All = [.. System.IO.Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(file => Report.Read(File.ReadAllText(file), Path.GetFileName(file), languages))];

    public IReadOnlyList<Report> All { get; }

    /// <returns>Null when there is no such report.</returns>
    public Report? Find(string id) => All.FirstOrDefault(report => report.Id == id);
}
