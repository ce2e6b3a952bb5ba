#pragma warning disable ASPIREINTERACTION001 // the dashboard's forms may still change
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace AppHost.Operators;

/// <summary>Takes in what the depositary recorded since: a status export is chosen, what it changes is shown, and a person says yes.</summary>
static class StatusExportCommand
{
    const int LinesShown = 20;

    public static IResourceBuilder<ProjectResource> WithStatusExportCommand(this IResourceBuilder<ProjectResource> treaties) =>
        treaties.WithCommand("import-status-export", "Import status export", context => Import(treaties, context), new CommandOptions
        {
            IconName = "ArrowImport",
            Description = "Shows what a status export of the depositary changes in the record, and takes it in when you say so.",
            Arguments =
            [
                new() { Name = "export", Label = "Status export", InputType = InputType.File, Required = true, FileFilter = ".csv", Description = "CSV in UTF-8, as docs/operations/running.md describes it." },
            ],
            UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
        });

    static async Task<ExecuteCommandResult> Import(IResourceBuilder<ProjectResource> treaties, ExecuteCommandContext context)
    {
        using var files = context.Arguments["export"].GetFiles();
        var path = context.Arguments["export"].Value; // the command line hands over what was typed, not the file
        if (files.Count != 1 && !Path.IsPathFullyQualified(path ?? ""))
            return CommandResults.Failure("Choose one status export; on the command line give its full path: --export /…/export.csv");
        try
        {
            var bytes = files.Count == 1 ? await files[0].ReadAllBytesAsync(context.CancellationToken) : await File.ReadAllBytesAsync(path!, context.CancellationToken);
            var export = new ByteArrayContent(bytes) { Headers = { ContentType = new("text/csv") { CharSet = "utf-8" } } };
            var (preview, tag) = await treaties.Ask("treaty-officer", new(HttpMethod.Post, "imports") { Content = export }, context.CancellationToken);
            var shown = Shown(preview);
            if (preview.GetProperty("counts").GetProperty("new").GetInt32() == 0)
                return CommandResults.Success("Nothing in it is new.", shown, CommandResultFormat.Markdown, displayImmediately: true);

            var person = context.Services.GetRequiredService<IInteractionService>();
            if (!person.IsAvailable) // a command line shows what there is to read and leaves the message out, so it stands there, too
                return CommandResults.Success("Previewed; nothing is recorded.", $"""
                    {shown}

                    Nothing is recorded. To record what is new, run the command in the dashboard, or accept this preview as a treaty officer:
                    `POST /api/treaties/imports/{preview.GetProperty("id").GetString()}/acceptance` with `{"{}"}` and `If-Match: {tag}`.
                    """, CommandResultFormat.Markdown);
            var answer = await person.PromptConfirmationAsync("Import status export", shown, new() { PrimaryButtonText = "Record what is new", EnableMessageMarkdown = true }, context.CancellationToken);
            if (answer.Canceled || !answer.Data)
                return CommandResults.Canceled();

            var accept = new HttpRequestMessage(HttpMethod.Post, $"imports/{preview.GetProperty("id").GetString()}/acceptance") { Content = JsonContent.Create(new { }) };
            if (tag is not null)
                accept.Headers.IfMatch.Add(tag);
            var (done, _) = await treaties.Ask("treaty-officer", accept, context.CancellationToken);
            return CommandResults.Success($"{done.GetProperty("recorded").GetInt32()} acts are recorded; {done.GetProperty("left").GetInt32()} lines differ from the record and were left.");
        }
        catch (HttpRequestException refused)
        {
            return CommandResults.Failure(refused.Message);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return CommandResults.Failure($"The status export cannot be read: {unreadable.Message}");
        }
    }

    static string Shown(JsonElement preview)
    {
        var counts = preview.GetProperty("counts");
        int Count(string name) => counts.GetProperty(name).GetInt32();
        var shown = new StringBuilder($"**{Count("new")} new**, {Count("differing")} differ from the record and are left as they are, {Count("unchanged")} unchanged, {Count("unreadable")} cannot be read.\n");
        var items = preview.GetProperty("items").EnumerateArray().ToList();
        if (items.Count > 0)
            shown.Append("\n| line | outcome | State | act | date |\n| --- | --- | --- | --- | --- |\n");
        foreach (var item in items.Take(LinesShown))
            shown.Append($"| {item.GetProperty("line")} | {item.GetProperty("outcome")} | {item.GetProperty("name")} | {item.GetProperty("kind")}, {item.GetProperty("instrument")} | {item.GetProperty("depositedOn")} |\n");
        if (items.Count > LinesShown)
            shown.Append($"\n… and {items.Count - LinesShown} more.");
        return shown.ToString();
    }
}
