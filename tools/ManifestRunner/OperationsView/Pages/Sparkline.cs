using System.Globalization;
using System.Text;
using ManifestRunner.OperationsView.Telemetry;

namespace ManifestRunner.OperationsView.Pages;

/// <summary>A line as small as a word, with what it shows in words for whoever does not see it.</summary>
static class Sparkline
{
    const int Width = 160, Height = 28;

    /// <summary>A gap this long or shorter is drawn over: a measurement that came a moment late.</summary>
    const int Gap = 3;

    /// <param name="written">How one value is written.</param>
    public static Html Of(double[] values, Func<double, string> written)
    {
        var known = values.Where(double.IsFinite).ToList();
        if (known.Count == 0)
            return Html.Of($"""<span class="none">nothing measured yet</span>""");
        var (least, most) = (Math.Min(0, known.Min()), known.Max());
        var minutes = values.Length * Series.SlotSeconds / 60;
        var text = $"The last {minutes} minutes: least {written(known.Min())}, most {written(known.Max())}, last {written(known[^1])}";
        return Html.Of($"""
            <svg class="spark" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" role="img" aria-label="{text}"><title>{text}</title><path d="{Path(values, least, most)}"/></svg>
            """);
    }

    static string Path(double[] values, double least, double most)
    {
        var path = new StringBuilder();
        var last = int.MinValue;
        for (var index = 0; index < values.Length; index++)
        {
            if (!double.IsFinite(values[index]))
                continue;
            var x = 1 + (Width - 2.0) * index / Math.Max(1, values.Length - 1);
            var y = most > least ? Height - 2 - (Height - 4) * (values[index] - least) / (most - least) : Height - 2;
            path.Append(CultureInfo.InvariantCulture, $"{(last >= 0 && index - last <= Gap ? 'L' : 'M')}{x:0.#} {y:0.#}");
            if (last < 0 || index - last > Gap)
                path.Append(CultureInfo.InvariantCulture, $"h1.5"); // a single value is a dot
            last = index;
        }
        return path.ToString();
    }
}
