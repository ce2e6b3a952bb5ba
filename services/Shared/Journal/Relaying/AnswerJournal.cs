using Contracts;
using MassTransit;

namespace Journal.Relaying;

/// <summary>Answers consumers that ask, over the bus, for what follows their cursor. Any replica can.</summary>
sealed class AnswerJournal(JournalReader journal) : IConsumer<ReadJournal>
{
    public async Task Consume(ConsumeContext<ReadJournal> context) =>
        await context.RespondAsync(await journal.Page(context.Message, context.CancellationToken));
}
