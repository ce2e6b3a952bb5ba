using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults;

/// <summary>A clock that is wrong by a constant, for trying out what that does to others. Time that passes, passes as ever.</summary>
/// <param name="offset">Added to what the system's clock says.</param>
sealed class WrongClock(TimeSpan offset) : TimeProvider
{
    public const string Setting = "Clock:Offset";

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;

    /// <summary>The system's clock; off by <c>Clock:Offset</c> where that is set, which only the environment Development may.</summary>
    /// <exception cref="InvalidOperationException">It is set elsewhere, or is no time span.</exception>
    public static TimeProvider Of(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration[Setting] is not { Length: > 0 } text)
            return System;
        if (!environment.IsDevelopment())
            throw new InvalidOperationException($"{Setting} makes the clock wrong on purpose, which only the environment Development allows. Unset it.");
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var offset)
            ? new WrongClock(offset)
            : throw new InvalidOperationException($"{Setting} is a time span, as in -01:00:00, not '{text}'.");
    }
}
