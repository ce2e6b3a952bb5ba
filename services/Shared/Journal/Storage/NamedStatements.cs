using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;

namespace Journal.Storage;

/// <summary>Names the span of a statement after what it does to which tables, <c>INSERT act_revision, INSERT journal</c>; the driver calls them all <c>postgresql</c>.</summary>
public static partial class NamedStatements
{
    /// <summary>Makes a pool of connections whose statements are named in traces.</summary>
    public static NpgsqlDataSource CreateDataSource(this NpgsqlConnectionStringBuilder connection)
    {
        var source = new NpgsqlDataSourceBuilder(connection.ConnectionString);
        source.ConfigureTracing(tracing => tracing
            .ConfigureCommandEnrichmentCallback((span, command) => Name(span, Touched(command.CommandText)))
            .ConfigureBatchEnrichmentCallback((span, batch) => Name(span, batch.BatchCommands.SelectMany((NpgsqlBatchCommand command) => Touched(command.CommandText)))));
        return source.Build();
    }

    static void Name(Activity span, IEnumerable<string> touched)
    {
        // Nobody sees the others, and looking at their text is not free.
        if (span.Recorded && string.Join(", ", touched.Distinct()) is { Length: > 0 } name)
            span.DisplayName = name;
    }

    /// <summary>What a statement does to which tables, in its own order: <c>SELECT act_revision</c>.</summary>
    internal static IEnumerable<string> Touched(string statement) =>
        Table().Matches(statement).Select(found => $"{(found.Groups["write"] is { Success: true } write ? write.Value : "SELECT")} {found.Groups["table"].Value}");

    /// <summary>A name after the word that says what is done to it. What is called is no table; after <c>DO UPDATE</c> and <c>FOR UPDATE</c> comes none.</summary>
    [GeneratedRegex("""\b(?:(?:(?<write>INSERT) INTO|(?<write>DELETE) FROM|(?<!\b(?:DO|FOR) )(?<write>UPDATE))\s+"?(?<table>[a-z_]\w*)|(?:FROM|JOIN)\s+"?(?<table>[a-z_]\w*)\b(?!\s?\())""", RegexOptions.ExplicitCapture)]
    private static partial Regex Table();
}
