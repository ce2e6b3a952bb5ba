using System.Globalization;

namespace Portal.Pages;

/// <summary>Addresses with parameters; those without a value are left out.</summary>
static class Address
{
    public static string Of(string path, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var query = new List<string>();
        foreach (var (name, value) in parameters)
            if (Written(value) is { Length: > 0 } text)
                query.Add($"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(text)}");
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    static string? Written(object? value) => value switch
    {
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
