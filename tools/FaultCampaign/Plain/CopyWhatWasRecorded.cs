using MassTransit;

namespace Plain;

/// <summary>Upserts what came, unless something newer came before it.</summary>
sealed class CopyWhatWasRecorded(PlainDb db) : IConsumer<Recorded>
{
    public async Task Consume(ConsumeContext<Recorded> context)
    {
        var told = context.Message;
        if (await db.Copies.FindAsync([told.Stream], context.CancellationToken) is { } copy)
            (copy.Version, copy.Text) = told.Version > copy.Version ? (told.Version, told.Text) : (copy.Version, copy.Text);
        else
            db.Add(new Copy { Stream = told.Stream, Version = told.Version, Text = told.Text });
        db.Add(new Application { Record = told.Id, Stream = told.Stream, Version = told.Version });
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
