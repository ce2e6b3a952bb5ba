using System.Text.RegularExpressions;
using Journal.Appending;

namespace Servers;

/// <summary>Entity tags as tests say them: by a version alone, <c>"2"</c>, of whatever the path they are sent to names.</summary>
public static partial class Tags
{
    /// <summary>The tag of what a path names: <c>/needs/{id}/met</c> is a step of the need.</summary>
    public static string Of(string path, int version) => FactStream.TagOf(Thing().Match(path).Groups[1].Value, version);

    /// <param name="tag">A version in quotation marks; any other tag, and <c>*</c>, stays as it is.</param>
    public static string At(string path, string tag) => Bare().Match(tag) is { Success: true } bare ? Of(path, int.Parse(bare.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)) : tag;

    /// <summary>The version in a tag.</summary>
    public static string VersionOf(string? tag) => tag?.Trim('"').Split('/')[^1] ?? "";

    [GeneratedRegex("/?([a-z-]+/[^/]+)")]
    private static partial Regex Thing();

    [GeneratedRegex("\\A\"(-?[0-9]+)\"\\z")]
    private static partial Regex Bare();
}
