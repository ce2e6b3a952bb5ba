using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Reading;

namespace ServiceDefaults.Answers;

/// <summary>Answers that can also be had as a table: <c>Accept: text/csv</c> or <c>?format=csv</c> (RFC 4180, UTF-8).</summary>
public static class Csv
{
    internal const string MediaType = "text/csv";

    /// <summary>Says of a route that its answer can be had as a table. Without it <see cref="Answer"/> gives none.</summary>
    public static RouteHandlerBuilder AlsoAsTable(this RouteHandlerBuilder route) => route.WithMetadata(Tabular.Yes);

    /// <summary>The table to who asks for one, the other answer to everyone else.</summary>
    /// <param name="otherwise">The answer in JSON.</param>
    /// <param name="columns">Header and cell of each column. Texts that a spreadsheet would take for a formula are written after an apostrophe.</param>
    public static IResult Answer<T>(IResult otherwise, IEnumerable<T> rows, params (string Header, Func<T, object?> Cell)[] columns) => new Negotiated<T>(otherwise, rows, columns);

    /// <summary>A table as text: CRLF after each row, the header first.</summary>
    public static string Write<T>(IEnumerable<T> rows, params (string Header, Func<T, object?> Cell)[] columns)
    {
        var table = new StringBuilder();
        Row(table, columns.Select(column => column.Header));
        foreach (var row in rows)
            Row(table, columns.Select(column => Text(column.Cell(row))));
        return table.ToString();
    }

    static void Row(StringBuilder table, IEnumerable<string> cells) => table.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");

    /// <summary>Only a text can be a formula; a negative number stays a number.</summary>
    static string Text(object? cell) => cell switch
    {
        null => "",
        string text => Harmless(text),
        bool yes => yes ? "true" : "false",
        Enum word => JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString()),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal => ((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture),
        IFormattable other => Harmless(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => Harmless(cell.ToString() ?? ""),
    };

    /// <summary>Spreadsheets run a cell that begins so, in its full-width form and after white space too (OWASP, CSV Injection).</summary>
    static string Harmless(string text) => text.TrimStart() is [var first, ..] && "=+-@\uFF1D\uFF0B\uFF0D\uFF20".Contains(first, StringComparison.Ordinal) || text is ['\t' or '\r' or '\n', ..] ? "'" + text : text;

    static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") >= 0 || cell is [' ', ..] or [.., ' '] ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    static bool IsWanted(HttpRequest request)
    {
        if (request.Query.TryGetValue("format", out var format))
            return format == "csv";
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
            return false;
        return Quality(accepted, MediaType) is { } table && !(Quality(accepted, "application/json") >= table);
    }

    static double? Quality(IList<MediaTypeHeaderValue> accepted, string type) =>
        accepted.FirstOrDefault(one => one.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)) is { } found ? found.Quality ?? 1 : null;

    sealed class Negotiated<T>(IResult otherwise, IEnumerable<T> rows, (string Header, Func<T, object?> Cell)[] columns) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (httpContext.GetEndpoint()?.Metadata.GetMetadata<Tabular>() is null)
                throw new InvalidOperationException($"Say {nameof(AlsoAsTable)}() on {httpContext.GetEndpoint()?.DisplayName}.");
            httpContext.Response.Headers.Append("Vary", "Accept");
            return IsWanted(httpContext.Request)
                ? TypedResults.Text(Write(rows, columns), MediaType + "; charset=utf-8; header=present").ExecuteAsync(httpContext)
                : otherwise.ExecuteAsync(httpContext);
        }
    }
}

/// <summary>Marks an endpoint whose answer can be had as a table, for the document of the interface and for its parameter.</summary>
sealed record Tabular : IReadsQuery
{
    public static readonly Tabular Yes = new();

    static readonly Rule jsonOrCsv = new("interface/format");

    public IReadOnlyList<string> Names => ["format"];

    public IEnumerable<Refusal> Misread(HttpRequest request) =>
        request.Query.TryGetValue("format", out var format) && format.ToString() is not ("csv" or "json") ? [Refusal.Invalid(jsonOrCsv, "format")] : [];
}
