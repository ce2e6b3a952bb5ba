using ServiceDefaults.Reading;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Journal.Appending;
using Microsoft.EntityFrameworkCore;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;
using Treaties.Actions;
using Treaties.Instruments;
using Treaties.States;
using Treaties.Storage;

namespace Treaties.Import;

/// <summary>Somebody hands in a status export and sees what accepting it would change. Nothing is recorded.</summary>
static class PreviewImport
{
    const int LengthMax = 20_000_000;
    static readonly Rule unreadable = new("treaties/export-unreadable", "max"), unreadableLine = new("treaties/export-unreadable#line", "line"),
        notInUtf8 = new("treaties/export-unreadable#utf-8"), oneExport = new("treaties/one-export"), mediaType = new("interface/media-type#export");
    static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/imports", Handle)
        .For(Role.TreatyOfficer)
        .WithSummary("Preview the import of a status export")
        .WithDescription("The export as text/csv, or as the one file of a multipart form, in UTF-8. "
            + "Answers with what is new, what differs, what is unchanged and what cannot be read; the import is kept and can be accepted.")
        .Accepts<string>("text/csv", "multipart/form-data")
        .Produces<ImportAnswer>(StatusCodes.Status201Created);

    static async Task<IResult> Handle(
        string? lang, HttpRequest http, Change<TreatiesDb> change, InstrumentCatalogue catalogue, ParticipantRegister register, TimeProvider time, CancellationToken cancel)
    {
        var (text, refusal) = await Text(http, cancel);
        if (text is null)
            return refusal!;

        var language = Language.Of(lang, http);
        return await change.Run(async work =>
        {
            var (answer, stream) = await Preview(work, text, catalogue, register, language, time);
            return Answer.Created($"/imports/{answer.Id}", answer, stream);
        }, cancel);
    }

    /// <summary>Compares an export with the record and keeps it until it is accepted.</summary>
    public static async Task<(ImportAnswer Answer, FactStream Stream)> Preview(Work<TreatiesDb> work, string text, InstrumentCatalogue catalogue, ParticipantRegister register,
        Language language, TimeProvider time)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var stream = await work.Open($"imports/{id}");
        var preview = await Compare(work.Db, text, catalogue, register, time, work.Cancel);
        var answer = ImportAnswer.Of(id, work.RecordingTime(stream), preview, register, language);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        work.Db.Add(new KeptImport { Id = id, ReceivedAt = answer.ReceivedAt, Hash = hash, Text = text, Preview = JsonSerializer.Serialize(answer, AnswerDefaults.Json) });
        stream.Append(new ImportPreviewed
        {
            Import = id,
            Hash = Convert.ToHexStringLower(hash),
            New = answer.Counts.New,
            Differing = answer.Counts.Differing,
            Unchanged = answer.Counts.Unchanged,
            Unreadable = answer.Counts.Unreadable,
        }, on: time.Today());
        return (answer, stream);
    }

    /// <summary>The export beside the record as it stands now.</summary>
    public static async Task<ImportPreview> Compare(TreatiesDb db, string text, InstrumentCatalogue catalogue, ParticipantRegister register, TimeProvider time,
        CancellationToken cancel)
    {
        var revisions = (await db.Revisions.AsNoTracking().ToListAsync(cancel)).ConvertAll(row => row.ToRevision());
        var latest = revisions.GroupBy(revision => revision.Act.Id).Select(history => history.MaxBy(revision => revision.Number)!).ToList();
        return ImportPreview.Of(TreatyRecord.Known(catalogue, revisions, DateTimeOffset.MaxValue), latest, StatusExport.Read(new StringReader(text), catalogue), register,
            time, () => Guid.CreateVersion7(time.GetUtcNow()));
    }

    static async Task<(string? Text, Refusal? Refusal)> Text(HttpRequest http, CancellationToken cancel)
    {
        var type = http.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (type is not ("text/csv" or "multipart/form-data"))
            return (null, new(StatusCodes.Status415UnsupportedMediaType, mediaType, null));

        var body = http.Body;
        if (type == "multipart/form-data")
        {
            if ((await http.ReadFormAsync(cancel)).Files is not [var file])
                return (null, Refusal.Invalid(oneExport, "file"));
            body = file.OpenReadStream();
        }
        try
        {
            using var reader = new StreamReader(body, utf8, detectEncodingFromByteOrderMarks: true);
            var text = await reader.ReadToEndAsync(cancel);
            if (string.IsNullOrWhiteSpace(text) || text.Length > LengthMax)
                return (null, Refusal.Invalid(unreadable.With(LengthMax), null));
            return text.Split('\n').Index().Select(line => TextRules.Fault(line.Item, $"line {line.Index + 1}", isFree: true))
                .FirstOrDefault(fault => fault is not null) is { } fault
                ? (null, Refusal.All(Refusal.Invalid(unreadableLine.With(RefusalValue.Field(fault.Field)), fault.Field), Refusal.Invalid(fault.Said, fault.Field)))
                : (text, null);
        }
        catch (DecoderFallbackException)
        {
            return (null, Refusal.Invalid(notInUtf8, null));
        }
    }
}
