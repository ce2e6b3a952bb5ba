using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Figures;
using Microsoft.AspNetCore.WebUtilities;
using Servers;

namespace Portal.Tests.Figures;

/// <summary>Every number that the founding documents print, and the figure that gives it from records. <c>UPDATE_DOCS=1</c> writes <c>docs/founding-figures.md</c>.</summary>
public class Founding_figures
{
    static readonly string[] services = ["treaties", "reviews", "technical-assistance", "networks"];

    static readonly Dictionary<string, IReadOnlyCollection<Figure>> counted = new[]
    {
        ("reviews", typeof(global::Reviews.Storage.ReviewsDb)), ("technical-assistance", typeof(global::TechnicalAssistance.Storage.TechnicalAssistanceDb)), ("networks", typeof(global::Networks.Storage.NetworksDb)),
    }.ToDictionary(it => it.Item1, it => new FigureCatalogue(it.Item2.Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Figure)) && !type.IsAbstract)
        .Select(type => (Figure)RuntimeHelpers.GetUninitializedObject(type))).All);

    /// <summary>Treaties counts by status rules of its own; the texts of its figures name them all.</summary>
    static readonly List<string> ofTreaties = [.. JsonDocument.Parse(File.ReadAllText(Repository.In("data", "figures", "treaties.json"))).RootElement.EnumerateObject().Select(it => it.Name)];

    static readonly List<(string Service, PublishedCount Count)> published =
        [.. services.SelectMany(service => PublishedCounts.Read(Repository.In("data", "published-counts", $"{service}.csv")).All.Select(count => (service, count)))];

    [Fact]
    public void Name_figures_that_there_are_and_ask_them_what_they_can_be_asked()
    {
        foreach (var address in published.Select(it => it.Count.GivenBy).OfType<string>())
        {
            var (path, query) = (address.Split('?')[0].Split('/'), QueryHelpers.ParseQuery(address.Split('?')[1]));
            path.ShouldBe(["", "api", path[2], "figures", path[4]], address);
            if (path[2] == "treaties")
            {
                ofTreaties.ShouldContain(path[4], address);
                continue;
            }
            var figure = counted[path[2]].SingleOrDefault(it => it.Name == path[4]).ShouldNotBeNull(address);
            var asked = new global::Figures.Asked(Day("asOf"), Day("from"), Day("to"), null, null, null, [.. query.GetValueOrDefault("only").OfType<string>()]);
            asked.Misasked(figure, new(2026, 11, 30), []).ShouldBeEmpty(address);
            query.Keys.ShouldBeSubsetOf(["asOf", "from", "to", "only"], address);

            DateOnly? Day(string name) => query.TryGetValue(name, out var day) ? DateOnly.ParseExact(day!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
        }
    }

    [Fact]
    public void Are_asked_for_the_days_they_were_printed_of()
    {
        foreach (var (_, count) in published.Where(it => it.Count.GivenBy is not null))
        {
            var days = QueryHelpers.ParseQuery(count.GivenBy!.Split('?')[1]);
            foreach (var (name, day) in new[] { ("asOf", count.AsOf), ("from", count.From), ("to", count.To) })
                if (days.TryGetValue(name, out var asked) && !(name == "to" && count.To is null))
                    asked.ToString().ShouldBe(day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), count.GivenBy);
        }
    }

    [Fact]
    public async Task Are_listed_each_with_its_document_and_what_gives_it()
    {
        var (file, written) = (Repository.In("docs", "founding-figures.md"), Written());
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            await File.WriteAllTextAsync(file, written);
        (await File.ReadAllTextAsync(file)).ShouldBe(written, "run the tests with UPDATE_DOCS=1");
    }

    static string Written()
    {
        var text = new StringBuilder(
            $"""
            # The numbers the founding documents print

            Each count of `data/published-counts`, with its document and paragraph, and the figure that gives it from records as the gateway is asked for
            it, or *not yet*. What a figure gives is what was entered: it equals the printed number when the records behind that were. This page is written
            by a test (`tests/Portal.Tests/Figures/FoundingFiguresTests.cs`), which holds each address to the figures there are.

            {published.Count(it => it.Count.GivenBy is not null)} of {published.Count} can be had from records.

            """);
        foreach (var service in services)
        {
            var of = published.Where(it => it.Service == service).Select(it => it.Count).ToList();
            text.Append(CultureInfo.InvariantCulture, $"\n## {service}: {of.Count(it => it.GivenBy is not null)} of {of.Count}\n\n| count | scope | printed | day or period | document | given by |\n|---|---|---|---|---|---|\n");
            foreach (var count in of)
                text.Append(CultureInfo.InvariantCulture, $"| {count.Figure} | {count.Scope} | {(count.Qualifier is { } qualifier ? qualifier + " " : "")}{count.Value:0.##} {count.Unit} | {Days(count)} | ")
                    .Append(CultureInfo.InvariantCulture, $"{count.Source}{(count.Paragraph is { } paragraph ? $", {paragraph}" : "")} | {(count.GivenBy is { } address ? $"`{address["/api/".Length..]}`" : "*not yet*")} |\n");
        }
        return text.ToString();
    }

    static string Days(PublishedCount count) => count.AsOf is { } day ? $"{day:yyyy-MM-dd}" : (count.From, count.To) switch
    {
        (null, null) => "",
        var (from, to) => $"{from:yyyy-MM-dd} to {to:yyyy-MM-dd}",
    };
}
