using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Bench.Results;
using Processes;

namespace Bench.Measures;

/// <summary>
/// How long an officer waits for a page with a form, and for that page when the form was sent and refused: of the newest commit and, beside it in
/// the same minutes, of an earlier one. The form is <i>Open a review</i>, which lists every State three times; what is sent asks a State to review itself.
/// </summary>
/// <param name="folder">The clones are taken out there.</param>
/// <param name="before">The earlier commit; null to measure the newest alone.</param>
sealed partial class Forms(string folder, string? before) : IMeasure
{
    const string Page = "/reviews/open", Form = "open-review";

    /// <summary>Of each kind in a round.</summary>
    const int Times = 40;

    public string Name => "forms";

    public bool RunsBesideThePlatform => false;

    public async Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel)
    {
        var now = new Officer(await Clone.Of(Path.Combine(folder, "now"), "HEAD", cancel));
        var earlier = before is null ? null : new Officer(await Clone.Of(Path.Combine(folder, "before"), before, cancel));
        List<Officer> officers = earlier is null ? [now] : [now, earlier];
        try
        {
            foreach (var officer in officers)
                await officer.Begin(cancel);
            for (var round = -1; round < settings.Rounds; round++) // the first warms up
                foreach (var officer in officers)
                    await officer.Work(isCounted: round >= 0, cancel);
        }
        finally
        {
            foreach (var officer in officers)
                await officer.End();
        }

        foreach (var officer in officers)
        {
            sheet.Add(Name, $"{officer.Commit}: page with a form, median of {Times}", officer.Reading, "ms");
            sheet.Add(Name, $"{officer.Commit}: form sent and refused, median of {Times}", officer.Sending, "ms");
        }
        if (earlier is null)
            return;
        sheet.Under(Name, "page with a form ÷ before", now.Reading.Over(earlier.Reading), "", 1.2);
        sheet.Under(Name, "form sent and refused ÷ before", now.Sending.Over(earlier.Sending), "", 1.2);
    }

    /// <summary>Somebody at the forms of one commit.</summary>
    sealed class Officer(Clone clone)
    {
        readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = clone.Address };
        readonly List<double> reading = [], sending = [];

        public string Commit => clone.Commit;

        /// <summary>Milliseconds.</summary>
        public Spread Reading => new(reading);

        /// <summary>Milliseconds.</summary>
        public Spread Sending => new(sending);

        public async Task Begin(CancellationToken cancel)
        {
            await clone.Up(cancel);
            var entrance = Hidden(await http.GetStringAsync("/sign-in", cancel), "/sign-in/development");
            using var answer = await http.PostAsync("/sign-in/development", new FormUrlEncodedContent(entrance.Append(new("role", "review-officer"))), cancel);
            if (answer.StatusCode != HttpStatusCode.SeeOther)
                throw new Problem($"{Commit} lets no developer in: {answer.StatusCode}.");
        }

        public async Task Work(bool isCounted, CancellationToken cancel)
        {
            var (pages, refusals) = (new List<double>(), new List<double>());
            for (var time = 0; time < Times; time++)
            {
                var begun = Stopwatch.GetTimestamp();
                var page = await http.GetStringAsync(Page, cancel);
                pages.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);

                begun = Stopwatch.GetTimestamp();
                using var answer = await http.PostAsync(Page, new FormUrlEncodedContent(Typed(page)), cancel);
                await answer.Content.ReadAsByteArrayAsync(cancel);
                refusals.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                if ((int)answer.StatusCode is < 400 or >= 500)
                    throw new Problem($"{Commit} does not refuse that a State reviews itself: {answer.StatusCode}.");
            }
            if (!isCounted)
                return;
            reading.Add(Spread.Of(pages).Median);
            sending.Add(Spread.Of(refusals).Median);
        }

        public async Task End()
        {
            http.Dispose();
            await clone.Down();
        }

        /// <summary>Of each list that the page has, its first choice; States where States are asked.</summary>
        static IEnumerable<KeyValuePair<string, string>> Typed(string page)
        {
            var typed = Hidden(page, Form).ToDictionary();
            foreach (Match list in List().Matches(page))
                typed[WebUtility.HtmlDecode(list.Groups[1].Value)] = WebUtility.HtmlDecode(list.Groups[2].Value);
            foreach (var (name, value) in new[] { ("state", "KEN"), ("reviewers[0]", "KEN"), ("reviewers[1]", "CHE"), ("startsOn", "2026-01-15"), ("note.reference", "NV 1"), ("note.date", "2026-01-10") })
                typed[name] = value;
            return typed;
        }

        /// <summary>What is hidden in the form that says a word of its own.</summary>
        static IEnumerable<KeyValuePair<string, string>> Hidden(string page, string word) =>
            Input().Matches(AForm().Matches(page).Select(form => form.Value).First(form => form.Contains(word, StringComparison.Ordinal)))
                .Select(input => KeyValuePair.Create(WebUtility.HtmlDecode(input.Groups[1].Value), WebUtility.HtmlDecode(input.Groups[2].Value)));
    }

    [GeneratedRegex("<form .*?</form>", RegexOptions.Singleline)]
    private static partial Regex AForm();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Input();

    [GeneratedRegex("<select [^>]*name=\"([^\"]*)\"[^>]*>.*?<option value=\"([^\"]+)\"", RegexOptions.Singleline)]
    private static partial Regex List();
}
