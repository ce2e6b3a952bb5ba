using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Tests.World;

/// <summary>A form as it stands on a page: what is asked, and what would be sent as it stands.</summary>
sealed partial class FormOnPage
{
    readonly string html;

    FormOnPage(string html) => this.html = html;

    /// <summary>Everything that can be filled in, each box of its own.</summary>
    public IReadOnlyList<FieldOnPage> Fields { get; private set; } = [];

    /// <summary>What a list offers: name of the field, value, and whether several can be chosen at once.</summary>
    public IEnumerable<(string Name, string Value, bool AreSeveral)> Offered =>
        Fields.SelectMany(it => it.IsTickable ? [it.Value] : it.Offers, (it, value) => (it.Name, Value: value, it.Kind is KindOnPage.Box)).Where(it => it.Value.Length > 0);

    /// <summary>What would be sent as it stands, without what is hidden.</summary>
    public IEnumerable<KeyValuePair<string, string>> Standing => Fields.Where(it => !it.IsTickable || it.IsTicked).Select(it => KeyValuePair.Create(it.Name, it.Value));

    public bool HasFaultAt(FieldOnPage field) => html.Contains($" id=\"{field.Id}-fault\"", StringComparison.Ordinal);

    /// <exception cref="InvalidOperationException">The page does not ask it.</exception>
    public static FormOnPage Of(Page page, string name)
    {
        var html = Forms().Matches(page.Text).Select(match => match.Value).FirstOrDefault(it => it.Contains($"name=\"#form\" value=\"{name}\"", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"There is no form {name} ({page.Status}): {page.Words}");
        var form = new FormOnPage(html);
        form.Fields = [.. Elements().Matches(html).Select(match => match.Value).Where(it => Attribute(it, "name") is not null && Attribute(it, "type") is not "hidden")
            .Select(form.Field)];
        return form;
    }

    FieldOnPage Field(string element)
    {
        var (name, id) = (Attribute(element, "name")!, Attribute(element, "id") ?? "");
        var most = Regex.Match(html, $"data-counts=\"{Regex.Escape(id)}\" data-most=\"([0-9]+)\"") is { Success: true } told
            ? int.Parse(told.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : (int?)null;
        if (element.StartsWith("<select", StringComparison.Ordinal))
            return new(name, id, KindOnPage.Choice, Chosen().Match(element) is { Success: true } chosen ? WebUtility.HtmlDecode(chosen.Groups[1].Value)
                : "") { Offers = ValuesOf(element), IsRequired = Attribute(element, "aria-required") is not null };
        if (element.StartsWith("<textarea", StringComparison.Ordinal))
            return new(name, id, KindOnPage.Text, WebUtility.HtmlDecode(element[(element.IndexOf('>', StringComparison.Ordinal) + 1)..^"</textarea>".Length])) { Most = most };
        var value = Attribute(element, "value") ?? "";
        if (Attribute(element, "type") is "checkbox" or "radio")
            return new(name, id, Attribute(element, "type") == "radio" ? KindOnPage.OneOfTwo : KindOnPage.Box,
                value) { IsTicked = element.Contains(" checked", StringComparison.Ordinal) };
        if (Attribute(element, "list") is { } list)
            return new(name, id, KindOnPage.Suggested, value) { Offers = ValuesOf(Regex.Match(html, $"<datalist id=\"{list}\".*?</datalist>", RegexOptions.Singleline).Value) };
        var kind = Attribute(element, "max") is not null ? KindOnPage.Day
            : Attribute(element, "inputmode") is not null ? KindOnPage.Number
            : id.EndsWith("-paragraph", StringComparison.Ordinal) ? KindOnPage.Paragraph
            : id.EndsWith("-typed", StringComparison.Ordinal) ? KindOnPage.Provisions
            : KindOnPage.Text;
        return new(name, id, kind, value) { Most = most };
    }

    static List<string> ValuesOf(string list) => [.. Options().Matches(list).Select(option => WebUtility.HtmlDecode(option.Groups[1].Value))];

    static string? Attribute(string element, string name) =>
        Regex.Match(element[..(element.IndexOf('>', StringComparison.Ordinal) + 1)], $" {name}=\"([^\"]*)\"") is { Success: true } found
        ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("<form .*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input [^>]*>|<select [^>]*>.*?</select>|<textarea [^>]*>.*?</textarea>", RegexOptions.Singleline)]
    private static partial Regex Elements();

    [GeneratedRegex("<option value=\"([^\"]*)\" selected")]
    private static partial Regex Chosen();

    [GeneratedRegex("<option value=\"([^\"]*)\"")]
    private static partial Regex Options();
}

/// <param name="Name">As it is sent.</param>
/// <param name="Id">Of its element.</param>
/// <param name="Value">What stands in it; of a box what it says when it is ticked.</param>
sealed record FieldOnPage(string Name, string Id, KindOnPage Kind, string Value)
{
    public bool IsTicked { get; init; }

    public bool IsTickable => Kind is KindOnPage.Box or KindOnPage.OneOfTwo;

    /// <summary>Whether one of what it offers must be chosen.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The longest text that the page says is taken; null where it says none.</summary>
    public int? Most { get; init; }

    /// <summary>What a list offers, the empty choice too.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];
}

enum KindOnPage
{
    Text,
    Day,
    Number,

    /// <summary>The line beside the list of an instrument's articles.</summary>
    Paragraph,

    /// <summary>The line for provisions that are in no list.</summary>
    Provisions,

    /// <summary>A line that can be chosen from a list.</summary>
    Suggested,
    Choice,
    Box,

    /// <summary>Yes, or no.</summary>
    OneOfTwo,
}
