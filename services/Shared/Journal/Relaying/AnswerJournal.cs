using Contracts;
using MassTransit;

namespace Journal.Relaying;

/// <summary>Answers consumers that ask, over the bus, for what follows their cursor. Any replica can.</summary>
/// <remarks>
/// Not by the library's own response, which goes over the channel the question came in on to an exchange that is gone with the one who asked: the broker
/// closes the channel for that, and the client deadlocks on it and never connects again (MassTransit 8.4.0, docs/faults.md). By the bus the exchange is
/// declared before something is sent to it, and what nobody reads any more is dropped.
/// </remarks>
sealed class AnswerJournal(JournalReader journal, IBus bus) : IConsumer<ReadJournal>
{
    public async Task Consume(ConsumeContext<ReadJournal> context)
    {
        if (context.ResponseAddress is not { } asker)
            return;
        var page = await journal.Page(context.Message, context.CancellationToken);
        var answer = await bus.GetSendEndpoint(asker);
        await answer.Send(page, send => send.RequestId = context.RequestId, context.CancellationToken);
    }
}
