using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace ManifestRunner.OperationsView.Pages;

/// <summary>Markup. Made from a template whose holes are encoded unless they are markup themselves, so nothing that was received can become markup.</summary>
readonly struct Html
{
    readonly string? text;

    Html(string text) => this.text = text;

    public static Html Nothing => default;

    public static Html Of(HtmlTemplate template) => new(template.ToString());

    public override string ToString() => text ?? "";
}

/// <summary>The one place where text becomes markup.</summary>
[InterpolatedStringHandler]
readonly ref struct HtmlTemplate(int literalLength, int holes)
{
    readonly StringBuilder markup = new(literalLength + holes * 16);

    public void AppendLiteral(string literal) => markup.Append(literal);

    public void AppendFormatted(Html inner) => markup.Append(inner);

    public void AppendFormatted(IEnumerable<Html> inner)
    {
        foreach (var one in inner)
            markup.Append(one);
    }

    public void AppendFormatted(string? text) => markup.Append(HtmlEncoder.Default.Encode(text ?? ""));

    public void AppendFormatted(long number) => markup.Append(CultureInfo.InvariantCulture, $"{number}");

    public void AppendFormatted(double number, string format) => markup.Append(number.ToString(format, CultureInfo.InvariantCulture));

    public override string ToString() => markup.ToString();
}
