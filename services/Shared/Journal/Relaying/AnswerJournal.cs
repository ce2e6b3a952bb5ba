using Contracts;
using MassTransit;

namespace Journal.Relaying;

/// <summary>Answers consumers that ask, over the bus, for what follows their cursor. Any replica can.</summary>
/// <remarks>
/// Not by the library's own response, which goes over the channel the question came in on to an exchange that is gone with the one who asked: the broker
/// closes the channel for that, with every other question that came over it (and MassTransit 8.4.0 never connected again, docs/faults.md). By the bus the
/// exchange is declared before something is sent to it, and what nobody reads any more is dropped.
/// </remarks>
sealed class AnswerJournal(JournalReader journal, IBus bus, TimeProvider time) : IConsumer<ReadJournal>
{
    /// <summary>Who asked waits no longer for an answer.</summary>
    public static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(10);

    public async Task Consume(ConsumeContext<ReadJournal> context)
    {
        if (context.ResponseAddress is not { } asker)
            return;
        var page = await journal.Page(context.Message, context.CancellationToken);
        var answer = await bus.GetSendEndpoint(asker);
        // The bus may let it wait for ever, as an entry of the relay.
        await answer.Send(page, send => send.RequestId = context.RequestId, context.CancellationToken).WaitAsync(AnsweredWithin, time, context.CancellationToken);
    }
}
