using System.Net;
using Microsoft.AspNetCore.Http;
using Portal.Gateway;

namespace Portal.Tests.Gateway;

public class A_service_with_replicas
{
    static Task<Upstream> Replica() => Upstream.Start(context => context.Response.WriteAsync("well"));

    [Fact]
    public async Task Is_asked_at_all_of_them()
    {
        await using var first = await Replica();
        await using var second = await Replica();
        await using var portal = await PortalHost.Start((UpstreamService.Treaties, [first.Address, second.Address]));

        for (var asked = 0; asked < 64; asked++)
            await portal.Http.GetStringAsync("/api/treaties/states");

        first.Asked.ShouldNotBeEmpty();
        second.Asked.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Answers_every_request_once_while_one_of_them_is_away_writes_too()
    {
        await using var well = await Replica();
        await using var portal = await PortalHost.Start((UpstreamService.Treaties, [await Upstream.Away(), well.Address]));

        for (var asked = 0; asked < 16; asked++)
            (await portal.Http.PostAsync("/api/treaties/imports", new StringContent($"import {asked}"))).StatusCode.ShouldBe(HttpStatusCode.OK);

        well.Asked.Select(asked => asked.Body).ShouldBe(Enumerable.Range(0, 16).Select(asked => $"import {asked}"));
    }
}
