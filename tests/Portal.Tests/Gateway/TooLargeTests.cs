using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Portal.Gateway;

namespace Portal.Tests.Gateway;

public class A_body_that_is_too_large
{
    const int FortyMegabytes = 40 * 1024 * 1024;

    [Theory]
    [InlineData("Development", true), InlineData("Development", false), InlineData("Production", true), InlineData("Production", false)]
    public async Task Is_refused_by_the_gateway_with_the_limit(string environment, bool isLengthTold)
    {
        await using var upstream = await Upstream.Start(_ => Task.CompletedTask);
        await using var portal = await PortalHost.Start("Host=127.0.0.1;Port=1", [], null, environment, (UpstreamService.Treaties, [upstream.Address]));

        await IsRefused(portal.Http, "/api/treaties/imports", "text/csv", isLengthTold);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded"), InlineData("multipart/form-data; boundary=it")]
    public async Task Is_refused_by_the_portals_own_forms_with_the_limit(string type)
    {
        await using var portal = await PortalHost.Start();

        await IsRefused(portal.Http, "/sign-in", type, isLengthTold: true);
        // In chunks the limits of a form come first.
        (await Answer(portal.Http.BaseAddress!, "/sign-in", type, isLengthTold: false)).ShouldSatisfyAllConditions(
            answer => answer.ShouldStartWith("HTTP/1.1 400 "), answer => answer.ShouldContain("\"rule\":\"interface/unreadable-form\""), answer => answer.ShouldNotContain("   at "));
    }

    static async Task IsRefused(HttpClient http, string path, string type, bool isLengthTold)
    {
        var answer = await Answer(http.BaseAddress!, path, type, isLengthTold);

        answer.ShouldStartWith("HTTP/1.1 413 ");
        answer.ShouldContain("Content-Type: application/problem+json");
        answer.ShouldContain("\"rule\":\"interface/too-large\"");
        answer.ShouldContain("at most 30,000,000 bytes");
        answer.ShouldNotContain("   at ");
    }

    /// <summary>Sends the body while it listens, as curl does: who is refused in the middle of a body in chunks has no other way to hear why.</summary>
    static async Task<string> Answer(Uri address, string path, string type, bool isLengthTold)
    {
        using var connection = new TcpClient(address.Host, address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: {type}\r\n{(isLengthTold ? $"Content-Length: {FortyMegabytes}" : "Transfer-Encoding: chunked")}\r\n\r\n"));
        var sending = Send(stream, isLengthTold);
        var heard = new StringBuilder();
        var buffer = new byte[4096];
        while (!heard.ToString().EndsWith("}\r\n0\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var count)
            heard.Append(Encoding.UTF8.GetString(buffer, 0, count));
        await sending;
        return heard.ToString();
    }

    static async Task Send(NetworkStream stream, bool isLengthTold)
    {
        var some = new byte[64 * 1024];
        Array.Fill(some, (byte)'x');
        try
        {
            for (var sent = 0; sent < FortyMegabytes; sent += some.Length)
            {
                if (!isLengthTold)
                    await stream.WriteAsync("10000\r\n"u8.ToArray());
                await stream.WriteAsync(some);
                if (!isLengthTold)
                    await stream.WriteAsync("\r\n"u8.ToArray());
            }
        }
        catch (IOException)
        {
            // The other side has said what it had to say, and hung up.
        }
    }

    [Fact]
    public async Task Is_refused_in_words_that_whoever_listens_last_hears_too()
    {
        await using var portal = await PortalHost.Start();
        using var body = new StringContent(new string('x', FortyMegabytes));

        using var answer = await portal.Http.PostAsync("/api/treaties/imports", body);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        ((string)(await answer.Problem())["rule"]!).ShouldBe("interface/too-large");
    }
}
