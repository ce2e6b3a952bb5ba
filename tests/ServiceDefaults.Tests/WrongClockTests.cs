using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults.Tests;

public class A_wrong_clock
{
    [Theory]
    [InlineData("01:00:00", 60)]
    [InlineData("-01:00:00", -60)]
    public void Is_off_by_what_development_was_told(string offset, int minutes)
    {
        var clock = ClockOf("Development", offset);

        (clock.GetUtcNow() - TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(minutes)).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Lets_time_pass_as_ever()
    {
        var clock = ClockOf("Development", "01:00:00");

        clock.GetElapsedTime(TimeProvider.System.GetTimestamp()).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Is_refused_outside_development() =>
        Should.Throw<InvalidOperationException>(() => ClockOf("Production", "01:00:00")).Message.ShouldContain("Clock:Offset");

    [Fact]
    public void Is_refused_when_it_says_nothing() =>
        Should.Throw<InvalidOperationException>(() => ClockOf("Development", "an hour"));

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public void Is_right_where_nobody_said_anything(string environment) =>
        ClockOf(environment, null).ShouldBeSameAs(TimeProvider.System);

    /// <summary>The clock a service is given by its defaults.</summary>
    static TimeProvider ClockOf(string environment, string? offset)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration["Clock:Offset"] = offset;
        builder.AddServiceDefaults("sample");
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<TimeProvider>();
    }
}
