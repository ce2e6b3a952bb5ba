using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.Reading;

public class A_date_or_a_moment
{
    public static TheoryData<string> NoDates => [
        "01/02/2014", "2014-1-2", "Jan 2 2014", "2 Jan", "2014.01.02", "20140102", "2014-01-02T00:00:00", " 2014-01-02", "2014-01-02 ", "2014-02-30", "٢٠١٤-٠١-٠٢", "14-01-02", ""];

    public static TheoryData<string> NoMoments => [
        "1/2/2027", "2014-01-02", "2014-01-02T00:00:00", "2014-01-02T00:00Z", "2014-01-02 00:00:00Z", "2014-01-02T24:00:00Z", "2014-01-02T00:00:00 02:00", "2014-01-02T00:00:00+0200", "Thu, 02 Jan 2014 00:00:00 GMT", "2014-01-02T00:00:00Z\n", ""];

    [Theory, MemberData(nameof(NoDates))]
    public async Task Is_read_in_one_form_alone_of_dates(string written)
    {
        await using var service = await Service.Start();
        var sent = Uri.EscapeDataString(written);
        List<(string Path, string Field)> asked = [($"/slips?asOf={sent}", "asOf"), ($"/slips?days=2014-01-01&days={sent}", "days"), ($"/slips/asked?from={sent}", "from"), ($"/slips/asked?was.asOf={sent}", "was.asOf")];
        if (written.Length > 0)
            asked.Add(($"/slips/on/{sent}", "on"));

        foreach (var (path, field) in asked)
            (await Refusal(await service.Get(path))).ShouldBe((400, "interface/unreadable-field", field, true), path);
        (await Refusal(await service.Post("/slips", $$"""{"name":"n","on":{{System.Text.Json.JsonSerializer.Serialize(written)}}}"""))).ShouldBe((400, "interface/unreadable-field", "on", true));

        static async Task<(int, string, string?, bool)> Refusal(HttpResponseMessage answer) => await Problem.Of(answer) is var problem ? (problem.Status, problem.Rule, problem.Field, problem.Detail.Contains("YYYY-MM-DD", StringComparison.Ordinal)) : default;
    }

    [Theory, MemberData(nameof(NoMoments))]
    public async Task Is_read_in_one_form_alone_of_moments(string written)
    {
        await using var service = await Service.Start();
        var sent = Uri.EscapeDataString(written);

        foreach (var (path, field) in new[] { ($"/slips?knownAt={sent}", "knownAt"), ($"/slips?before={sent}", "before"), ($"/slips/asked?knownAt={sent}", "knownAt") })
            (await Refusal(await service.Get(path))).ShouldBe((400, "interface/unreadable-field", field, true), path);
        (await Refusal(await service.Post("/slips", $$"""{"name":"n","at":{{System.Text.Json.JsonSerializer.Serialize(written)}}}"""))).ShouldBe((400, "interface/unreadable-field", "at", true));

        static async Task<(int, string, string?, bool)> Refusal(HttpResponseMessage answer) => await Problem.Of(answer) is var problem ? (problem.Status, problem.Rule, problem.Field, problem.Detail.Contains("RFC 3339", StringComparison.Ordinal)) : default;
    }

    [Theory]
    [InlineData("2014-01-02T00:00:00Z"), InlineData("2014-01-02t00:00:00z"), InlineData("2014-01-02T00:00:00.123456789Z"), InlineData("2014-01-02T02:00:00%2B02:00"), InlineData("2014-01-01T23:00:00-01:00")]
    public async Task Is_read_with_its_offset(string moment)
    {
        await using var service = await Service.Start();

        var answer = await (await service.Get($"/slips?knownAt={moment}&asOf=2014-01-02&days=2014-01-03&days=2014-01-04")).Content.ReadAsStringAsync();

        answer.ShouldContain("\"asOf\":\"2014-01-02\"");
        answer.ShouldContain("\"days\":[\"2014-01-03\",\"2014-01-04\"]");
        System.Text.Json.JsonDocument.Parse(answer).RootElement.GetProperty("knownAt").GetDateTimeOffset().ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss", null).ShouldBe("2014-01-02T00:00:00");
        (await (await service.Post("/slips", $$"""{"name":"n","at":"{{Uri.UnescapeDataString(moment)}}"}""")).Content.ReadAsStringAsync()).ShouldContain("\"at\":\"2014-01-0");
    }

    [Fact]
    public async Task Says_how_a_plus_is_written_in_an_address()
    {
        await using var service = await Service.Start();

        (await Problem.Of(await service.Get("/slips?knownAt=2014-01-02T00:00:00+02:00"))).Detail.ShouldContain("%2B");
    }
}

public class Knowledge_of_a_moment
{
    [Theory]
    [InlineData("/slips", "2026-06-01T12:00:00Z", 200), InlineData("/slips", "2026-06-01T12:00:06Z", 400), InlineData("/slips", "2099-01-01T00:00:00Z", 400)]
    [InlineData("/slips/asked", "2026-06-01T12:00:00Z", 200), InlineData("/slips/asked", "2026-06-01T14:00:00-01:00", 400)]
    public async Task Is_not_to_be_had_before_it_is_there(string path, string moment, int status)
    {
        await using var service = await Service.Start(with: builder => builder.Services.AddSingleton<TimeProvider>(new StoppedClock()));

        using var answer = await service.Get($"{path}?knownAt={moment}");

        ((int)answer.StatusCode).ShouldBe(status);
        if (status == 400)
            (await Problem.Of(answer)).Rule.ShouldBe("interface/known-in-the-future");
        (await service.Get($"/slips?before={moment}")).IsSuccessStatusCode.ShouldBeTrue("other moments may lie ahead");
    }

    sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
