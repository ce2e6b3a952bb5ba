namespace Portal.Pages;

/// <summary>Days as pages count them: in UTC.</summary>
static class UtcDays
{
    public static DateOnly Today(this HttpContext context) => DateOnly.FromDateTime(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);

    /// <summary>First day of the year of which this is the last; the first of all days where there is no such year.</summary>
    public static DateOnly YearThatEnds(this DateOnly last) => last.Year == 1 ? DateOnly.MinValue : last.AddYears(-1).AddDays(1);
}
