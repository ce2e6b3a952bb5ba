using Microsoft.Extensions.Time.Testing;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Servers;
using ServiceDefaults.Caching;
using ServiceDefaults.Tests.Sample;
using StackExchange.Redis;

namespace ServiceDefaults.Tests.Caching;

public class An_answer_cache
{
    static readonly TimeSpan keep = TimeSpan.FromMinutes(1);

    /// <summary>100 ms for Redis and what a busy machine takes to notice.</summary>
    static readonly TimeSpan aMoment = TimeSpan.FromMilliseconds(400);

    int computed;

    public sealed record Count(int Certain, DateOnly AsOf);

    static readonly Count right = new(178, new(2015, 12, 31));

    Task<Count> Ask(AnswerCache cache, string key = "parties/uncac@7/2015-12-31") => cache.GetOrCompute(key, () =>
    {
        computed++;
        return Task.FromResult(right);
    }, keep);

    static AnswerCache Of(Service service) => service.App.Services.GetRequiredService<AnswerCache>();

    Task Reached(AnswerCache cache) => Eventually.True("an answer is found in Redis", async () =>
    {
        var before = computed;
        (await Ask(cache, "probe")).ShouldBe(right);
        return computed == before;
    });

    [Fact]
    public async Task Gives_the_kept_answer_instead_of_computing_it_again()
    {
        await using var redis = await OwnRedis.Start();
        await using var service = await Service.Start(redis.Settings);
        await Reached(Of(service));
        computed = 0;

        (await Ask(Of(service))).ShouldBe(right);
        (await Ask(Of(service))).ShouldBe(right);

        computed.ShouldBe(1);
    }

    /// <summary>Anybody may ask for the parties on any day there is: each is an answer of its own.</summary>
    [Fact]
    public async Task Takes_no_more_memory_however_many_answers_are_asked_for()
    {
        await using var redis = await OwnRedis.Start();
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString + ",allowAdmin=true");  // INFO
        var (answer, limit) = (new byte[1 << 20], 256 << 20);

        for (var number = 0; number < 400; number++)
            (await connection.GetDatabase().StringSetAsync($"answer-{number}", answer)).ShouldBeTrue();

        var info = (string)(await connection.GetDatabase().ExecuteAsync("INFO", "memory"))!;
        long.Parse(info.Split("used_memory:")[1].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture).ShouldBeLessThanOrEqualTo(limit + answer.Length);
        (await connection.GetDatabase().StringGetAsync("answer-399")).HasValue.ShouldBeTrue();
    }

    [Fact]
    public async Task Gives_the_same_answers_without_Redis()
    {
        await using var service = await Service.Start();

        (await Ask(Of(service))).ShouldBe(right);
        (await Ask(Of(service))).ShouldBe(right);

        computed.ShouldBe(2);
        (await Of(service).Increment("callers", keep)).ShouldBeNull();
        (await Of(service).Publish("news", "x")).ShouldBeFalse();
    }

    [Fact]
    public async Task Does_not_keep_a_failure()
    {
        await using var redis = await OwnRedis.Start();
        await using var service = await Service.Start(redis.Settings);
        await Reached(Of(service));
        computed = 0;

        await Should.ThrowAsync<InvalidOperationException>(() => Of(service).GetOrCompute<Count>("parties/uncac@7/2015-12-31", () => throw new InvalidOperationException(), keep));

        (await Ask(Of(service))).ShouldBe(right);
        computed.ShouldBe(1);
    }

    [Fact]
    public async Task Computes_anew_what_was_damaged()
    {
        await using var redis = await OwnRedis.Start();
        await using var service = await Service.Start(redis.Settings);
        await Reached(Of(service));
        await Ask(Of(service));
        using var other = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var key = other.GetServer(other.GetEndPoints()[0]).Keys(pattern: "*uncac*").Single();
        await other.GetDatabase().StringSetAsync(key, "{\"certain\":");

        (await Ask(Of(service))).ShouldBe(right);
    }

    [Fact]
    public async Task Sends_an_answer_as_it_was_kept_and_computes_anew_what_was_damaged()
    {
        await using var redis = await OwnRedis.Start();
        await using var service = await Service.Start(redis.Settings);
        await Reached(Of(service));
        computed = 0;
        Task<KeptAnswer<Count>> Written() => Of(service).GetOrWrite("parties/untoc@7/2015-12-31", () => { computed++; return Task.FromResult(right); }, keep);

        (await Written()).Read().ShouldBe(right);
        (await Written()).Read().ShouldBe(right);
        computed.ShouldBe(1);

        using var other = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var key = other.GetServer(other.GetEndPoints()[0]).Keys(pattern: "*untoc*").Single();
        byte[] damaged = (await other.GetDatabase().StringGetAsync(key))!;
        damaged[^2] ^= 1;
        await other.GetDatabase().StringSetAsync(key, damaged);

        (await Written()).Read().ShouldBe(right);
        computed.ShouldBe(2);
    }

    [Fact]
    public async Task Answers_at_once_while_Redis_hangs_and_uses_it_again_when_it_is_back()
    {
        await using var redis = await OwnRedis.Start();
        await using var service = await Service.Start(redis.Settings);
        var cache = Of(service);
        await Reached(cache);

        redis.Server.Pause();
        try
        {
            var times = new List<TimeSpan>();
            for (var call = 0; call < 20; call++)
            {
                var started = Stopwatch.GetTimestamp();
                (await Ask(cache, "probe")).ShouldBe(right);
                times.Add(Stopwatch.GetElapsedTime(started));
            }
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join(' ', times.Select(time => $"{time.TotalMilliseconds:f0}")));
            times.Max().ShouldBeLessThan(aMoment);
            times.Skip(5).Average(time => time.TotalMilliseconds).ShouldBeLessThan(30, "after five failures the circuit is open");
        }
        finally
        {
            redis.Server.Resume();
        }

        await Reached(cache);
    }

    [Fact]
    public async Task Answers_while_Redis_is_dead_and_uses_it_again_when_it_was_started_anew()
    {
        await using var redis = await OwnRedis.Start();
        await using var service = await Service.Start(redis.Settings);
        await Reached(Of(service));

        await redis.Server.Kill();
        for (var call = 0; call < 10; call++)
            (await Ask(Of(service), "probe")).ShouldBe(right);
        (await Health(service)).ShouldContain("\"cache\":{\"status\":\"degraded\"");

        await redis.Server.Restart();
        await Reached(Of(service));
        (await Health(service)).ShouldContain("\"cache\":{\"status\":\"healthy\"");
    }

    [Fact]
    public async Task Does_not_hold_up_a_start_without_Redis_and_finds_it_later()
    {
        await using var redis = await OwnRedis.Start();
        await redis.Server.Kill();
        await using var service = await Service.Start(redis.Settings);
        (await Ask(Of(service))).ShouldBe(right);

        await redis.Server.Restart();

        await Reached(Of(service));
    }

    [Fact]
    public async Task Counts_for_all_replicas_and_begins_anew_with_each_window()
    {
        await using var redis = await OwnRedis.Start();
        var clock = new FakeTimeProvider(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var one = await Service.Start(redis.Settings, with: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await using var two = await Service.Start(redis.Settings, with: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await Reached(Of(one));
        await Reached(Of(two));

        (await Of(one).Increment("callers", keep)).ShouldBe(1);
        (await Of(two).Increment("callers", keep)).ShouldBe(2);
        clock.Advance(keep);
        (await Of(one).Increment("callers", keep)).ShouldBe(1);
    }

    [Fact]
    public async Task Carries_signals_and_goes_on_after_Redis_was_started_anew()
    {
        await using var redis = await OwnRedis.Start();
        await using var service = await Service.Start(redis.Settings);
        var heard = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using (Of(service).Subscribe("news", heard.Enqueue))
        {
            await Hears("before");
            await redis.Server.Kill();
            await redis.Server.Restart();
            await Hears("after");
        }

        Task Hears(string message) => Eventually.True($"'{message}' is heard", async () =>
        {
            await Of(service).Publish("news", message);
            return heard.Contains(message);
        });
    }

    [Fact]
    public async Task Hears_each_signal_once_also_where_it_listened_before_Redis_was_there()
    {
        await using var redis = await OwnRedis.Start();
        await redis.Server.Kill();
        await using var service = await Service.Start(redis.Settings);
        var heard = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using (Of(service).Subscribe("news", heard.Enqueue))
        {
            await redis.Server.Restart();
            await Eventually.True("the channel is heard", async () =>
            {
                await Of(service).Publish("news", "is anybody there");
                return !heard.IsEmpty;
            });

            await Of(service).Publish("news", "once");
            await Eventually.True("the last is heard", async () =>
            {
                await Of(service).Publish("news", "last");
                return heard.Contains("last");
            });
            heard.Count(message => message == "once").ShouldBe(1);
        }
    }

    static async Task<string> Health(Service service) => await (await service.Get("/health")).Content.ReadAsStringAsync();
}
