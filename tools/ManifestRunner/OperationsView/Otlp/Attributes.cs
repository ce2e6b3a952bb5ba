using System.Globalization;

namespace ManifestRunner.OperationsView.Otlp;

/// <summary>Who sent it: the attributes of OTLP's resource that are looked at.</summary>
/// <param name="Service"><c>service.name</c>, e.g. <c>treaties</c>.</param>
/// <param name="Instance"><c>service.instance.id</c>, e.g. <c>treaties-2</c>: the name of the resource here.</param>
sealed record Origin(string Service, string Instance);

/// <summary>Reads what the three signals share (opentelemetry-proto, common/v1 and resource/v1). Everything is bounded: names, values, how many.</summary>
static class Attributes
{
    public const int LongestName = 200, LongestValue = 2000, Most = 64;

    /// <summary>Values within values that are followed.</summary>
    const int Deepest = 4;

    public static Origin Origin(WireReader resource)
    {
        var attributes = new List<KeyValuePair<string, string>>();
        while (resource.Next())
            if (resource.Field == 1)
                Add(resource.Message(), attributes);
        var service = Of(attributes, "service.name") ?? "unknown";
        return new(service, Of(attributes, "service.instance.id") ?? service);
    }

    /// <summary>Name of an instrumentation scope.</summary>
    public static string Scope(WireReader scope)
    {
        var name = "";
        while (scope.Next())
            if (scope.Field == 1)
                name = scope.Text(LongestName);
        return name;
    }

    public static void Add(WireReader attribute, List<KeyValuePair<string, string>> to)
    {
        if (to.Count >= Most)
            return;
        var (key, value) = ("", "");
        while (attribute.Next())
            if (attribute.Field == 1)
                key = Words.One(attribute.Text(LongestName));
            else if (attribute.Field == 2)
                value = Value(attribute.Message());
        to.Add(new(key, value));
    }

    public static string? Of(IReadOnlyList<KeyValuePair<string, string>> attributes, string key)
    {
        foreach (var attribute in attributes)
            if (attribute.Key == key)
                return attribute.Value;
        return null;
    }

    /// <summary>OTLP's AnyValue, as people read it.</summary>
    public static string Value(WireReader any, int depth = 0)
    {
        while (any.Next())
            switch (any.Field)
            {
                case 1: return any.Text(LongestValue);
                case 2: return any.Number() != 0 ? "true" : "false";
                case 3: return ((long)any.Number()).ToString(CultureInfo.InvariantCulture);
                case 4: return any.Double().ToString(CultureInfo.InvariantCulture);
                case 5 or 6: return depth < Deepest ? Several(any.Message(), any.Field == 6, depth + 1) : "…";
                case 7: return $"{any.Bytes().Length} bytes";
            }
        return "";
    }

    static string Several(WireReader values, bool named, int depth)
    {
        var parts = new List<string>();
        while (values.Next() && parts.Count < Most)
            if (values.Field == 1)
                parts.Add(named ? Named(values.Message(), depth) : Value(values.Message(), depth));
        var text = string.Join(", ", parts);
        return text.Length <= LongestValue ? text : text[..LongestValue] + "…";
    }

    static string Named(WireReader pair, int depth)
    {
        var (key, value) = ("", "");
        while (pair.Next())
            if (pair.Field == 1)
                key = pair.Text(LongestName);
            else if (pair.Field == 2)
                value = Value(pair.Message(), depth);
        return $"{key}={value}";
    }
}
