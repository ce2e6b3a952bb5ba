using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AppHost.Operators;

/// <summary>What an operator does with the journal of a service, on its row of the dashboard.</summary>
static class JournalCommands
{
    public static IResourceBuilder<ProjectResource> WithJournalCommands(this IResourceBuilder<ProjectResource> service)
    {
        service.Command("verify-journal", "Verify journal", "ShieldCheckmark", "Reads every entry again: each hash, each stream, the chain over all of it.", null, async ask =>
        {
            var report = await ask(HttpMethod.Get, "operations/verify?full=true");
            var findings = report.GetProperty("findings").EnumerateArray().Select(finding => $"| {finding.GetProperty("position")} | {finding.GetProperty("stream")} | {finding.GetProperty("what")} |").ToList();
            var sound = report.GetProperty("sound").GetBoolean();
            return new(sound ? "The journal is sound." : "The journal is not as it was written.",
                $"**{(sound ? "Sound" : "Not sound")}**: {Number(report.GetProperty("entries"))} entries read, up to position {Number(report.GetProperty("to"))} of epoch {report.GetProperty("epoch")}." +
                Table("position | stream | what was found", findings), sound);
        });

        service.Command("parked-entries", "Parked entries", "DocumentError", "Entries of other services that could not be applied here, and why.", null, async ask =>
        {
            var parked = await Parked(ask);
            return new(parked.Count == 0 ? "Nothing is parked." : $"{parked.Count} entries are parked.", Shown(parked));
        });

        service.Command("retry-parked", "Retry parked", "ArrowRepeatAll", "Applies what is parked again, in order.",
            "Each stream is tried from its first parked entry on. What cannot be applied stays parked.", async ask =>
            {
                foreach (var stream in (await Parked(ask)).DistinctBy(entry => (entry.Source, entry.Stream)))
                    await ask(HttpMethod.Post, $"operations/parked/{stream.Source}/{stream.Position}/retry");
                var left = await Parked(ask);
                return new(left.Count == 0 ? "Nothing is parked any more." : $"{left.Count} entries are still parked.", Shown(left), left.Count == 0);
            });

        return service.Command("rebuild-copies", "Rebuild copies", "DatabaseArrowRight", "Empties what this service keeps of others' facts and reads it again from their journals.",
            "While it is rebuilt, this service answers from copies that are not whole yet. Nothing is lost by it, and nothing is done twice.", async ask =>
            {
                var rebuilt = (await ask(HttpMethod.Post, "operations/copies/rebuild")).GetProperty("items").EnumerateArray().Select(source => $"| {source.GetProperty("source")} | {Number(source.GetProperty("position"))} |").ToList();
                return new(rebuilt.Count == 0 ? "This service keeps no copies." : "The copies are rebuilt.", Table("source | up to position", rebuilt));
            });
    }

    /// <param name="Message">One sentence.</param>
    /// <param name="Markdown">What there is to read.</param>
    sealed record Outcome(string Message, string Markdown, bool IsGood = true);

    /// <summary>Asks the service as an operator, and gives what it answers.</summary>
    delegate Task<JsonElement> Ask(HttpMethod method, string path);

    static IResourceBuilder<ProjectResource> Command(
        this IResourceBuilder<ProjectResource> service, string name, string title, string icon, string description, string? confirmation, Func<Ask, Task<Outcome>> act) =>
        service.WithCommand(name, title, async context =>
        {
            try
            {
                var outcome = await act(async (method, path) => (await service.Ask("operator", new(method, path), context.CancellationToken)).Said);
                return outcome.IsGood
                    ? CommandResults.Success(outcome.Message, outcome.Markdown, CommandResultFormat.Markdown, displayImmediately: true)
                    : CommandResults.Failure(outcome.Message, outcome.Markdown, CommandResultFormat.Markdown);
            }
            catch (HttpRequestException refused)
            {
                return CommandResults.Failure(refused.Message);
            }
        }, new CommandOptions
        {
            IconName = icon,
            Description = description,
            ConfirmationMessage = confirmation,
            UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
        });

    sealed record ParkedEntry(string Source, long Position, string Stream, string Type, string Reason, int Tries);

    static async Task<List<ParkedEntry>> Parked(Ask ask) =>
        [.. (await ask(HttpMethod.Get, "operations/parked")).GetProperty("items").EnumerateArray().Where(entry => !entry.TryGetProperty("skipped", out var skipped) || skipped.ValueKind == JsonValueKind.Null)
            .Select(entry => entry.Deserialize<ParkedEntry>(JsonSerializerOptions.Web)!)];

    static string Shown(List<ParkedEntry> parked) =>
        parked.Count == 0 ? "Nothing is parked." : Table("source | position | type | stream | tries | reason", [.. parked.Select(entry => $"| {entry.Source} | {entry.Position} | {entry.Type} | {entry.Stream} | {entry.Tries} | {entry.Reason} |")]);

    static string Table(string columns, List<string> rows) =>
        rows.Count == 0 ? "" : new StringBuilder().Append($"\n\n| {columns} |\n|{string.Concat(Enumerable.Repeat(" --- |", columns.Split('|').Length))}\n").AppendJoin('\n', rows).ToString();

    static string Number(JsonElement number) => number.GetInt64().ToString("N0", CultureInfo.InvariantCulture);
}
