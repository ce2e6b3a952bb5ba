using ServiceDefaults.Answers;

namespace TechnicalAssistance.Registers;

/// <summary>How a register is shown: in pages as JSON, as one table in CSV, in the order of its ids.</summary>
static class RegisterAnswer
{
    /// <summary>A page of the rows, and all of them as a table.</summary>
    /// <param name="columns">Of the table; document, paragraph and note follow them.</param>
    public static IResult Of<T>(IEnumerable<T> rows, Func<T, string> id, Func<T, Source> source, Func<T, string?> note, Paging<string> page, params (string Header, Func<T, object?> Cell)[] columns)
    {
        var all = rows.OrderBy(id, StringComparer.Ordinal).ToList();
        var found = all.Where(row => page.IsFirst || string.CompareOrdinal(id(row), page.After) > 0).Take(page.Take).ToList();
        return Csv.Answer(page.Answer(found, id), all,
            [("id", id), .. columns, ("source", row => source(row).Document), ("paragraph", row => source(row).Paragraph), ("note", note)]);
    }
}
