using Journal.Appending;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Journal.Tests.World;

/// <summary>Paying over HTTP, open to everyone: what is tested here is keys and tags.</summary>
static class PayRoutes
{
    public sealed record Payment(int Amount);

    public sealed record Balance(string Account, int Version);

    static readonly Rule somethingIsPaid = new("ledger/something-is-paid");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/accounts/{account}/payments", Pay).ForEveryone();
        routes.MapPut("/accounts/{account}", Replace).ForEveryone();
    }

    static Task<IResult> Pay(string account, Payment payment, Change<LedgerDb> change, CancellationToken cancel) => change.Run(async work =>
    {
        var stream = await work.Open($"accounts/{account}");
        if (payment.Amount <= 0)
            return Refusal.Because(somethingIsPaid, "amount");
        stream.Append(new Paid { Account = account, Amount = payment.Amount }, new DateOnly(2026, 1, 15));
        return Answer.Created($"/accounts/{account}", new Balance(account, stream.Version), stream);
    }, cancel);

    static Task<IResult> Replace(string account, Payment payment, Change<LedgerDb> change, CancellationToken cancel) => change.Run(async work =>
    {
        var stream = await work.Open($"accounts/{account}");
        if (work.IfMatch(stream) is { } refusal)
            return refusal;
        stream.Append(new Paid { Account = account, Amount = payment.Amount }, new DateOnly(2026, 1, 15));
        return Answer.Ok(new Balance(account, stream.Version), stream);
    }, cancel);
}
