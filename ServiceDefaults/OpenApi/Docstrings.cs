using System.Collections.Concurrent;
using System.Reflection;
using System.Xml.Linq;

namespace ServiceDefaults.OpenApi;

/// <summary>The words of docstrings, from the XML files that the build puts beside the assemblies.</summary>
/// <remarks>The framework's own reader of them is generated into the project that calls AddOpenApi(), and knows that project only.</remarks>
static class Docstrings
{
    static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> documents = new();

    public static string? Of(Type type) => Words(type, $"T:{Name(type)}")?.Element("summary") is { } summary ? Plain(summary) : null;

    /// <summary>Of the property, or of the parameter of the record that made it.</summary>
    public static string? Of(Type owner, string property)
    {
        var summary = Words(owner, $"P:{Name(owner)}.{property}")?.Element("summary")
            ?? Words(owner, $"T:{Name(owner)}")?.Elements("param").FirstOrDefault(param => param.Attribute("name")?.Value == property);
        return summary is null ? null : Plain(summary);
    }

    /// <summary>Of a parameter of a use case.</summary>
    public static string? Of(MethodInfo method, string parameter)
    {
        // Its key names the types of all parameters; that of the class and the method are enough, since no use case has two of one name.
        var start = $"M:{Name(method.DeclaringType!)}.{method.Name}(";
        var all = documents.GetOrAdd(method.DeclaringType!.Assembly, Read);
        var words = all.FirstOrDefault(it => it.Key.StartsWith(start, StringComparison.Ordinal)).Value;
        return words?.Elements("param").FirstOrDefault(param => param.Attribute("name")?.Value == parameter) is { } found ? Plain(found) : null;
    }

    static string Name(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName?.Replace('+', '.') ?? "";

    static XElement? Words(Type type, string member) => documents.GetOrAdd(type.Assembly, Read).GetValueOrDefault(member);

    static IReadOnlyDictionary<string, XElement> Read(Assembly assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        return File.Exists(file)
            ? XDocument.Load(file).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value)
            : new Dictionary<string, XElement>();
    }

    static string Plain(XElement words)
    {
        var text = string.Concat(words.Nodes()
            .Select(node => node is XElement element ? element.Attribute("cref")?.Value.Split('.')[^1] ?? element.Attribute("langword")?.Value ?? element.Value : node.ToString()));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
    }
}
