using System.Net.Http.Headers;
using Contracts;
using Parties;
using TechnicalAssistance.Candidates;
using TechnicalAssistance.Registers;
using TechnicalAssistance.Tests.World;

namespace TechnicalAssistance.Tests;

/// <summary>The registers the platform ships with: every row from a document, and shown with it.</summary>
[Collection(OneAssistance.Name)]
public sealed class RegisterTests(AssistanceWorld world)
{
    static readonly string[] documents = ["E/CN.15/2023, ", "CTOC/COP/2016, ", "A/75, ", "CAC/COSP/2023, ", "CAC/COSP/2017, "];

    /// <summary>Of each register: ids, States named and sources.</summary>
    static IEnumerable<(string Register, IReadOnlyList<(string Id, IReadOnlyList<StateCode> States, Source Source)> Rows)> Registers() =>
    [
        ("programmes", [.. Programme.All.Select(it => (it.Id, it.States, it.Source))]),
        ("adviser-posts", [.. ListAdviserPosts.All.Select(it => (it.Id, One(it.State), it.Source))]),
        ("hubs", [.. ListHubs.All.Select(it => (it.Id, One(it.State), it.Source))]),
        ("platforms", [.. ListPlatforms.All.Select(it => (it.Id, it.Members, it.Source))]),
        ("tools", [.. ListTools.All.Select(it => (it.Id, One(null), it.Source))]),
        ("contributions", [.. ListContributions.All.Select(it => (it.Id, One(null), it.Source))]),
    ];

    static IReadOnlyList<StateCode> One(StateCode? state) => state is { } it ? [it] : [];

    public static TheoryData<string> Names() => [.. Registers().Select(it => it.Register)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_row_has_an_id_of_its_own_States_that_are_known_and_a_document_with_paragraph(string register)
    {
        var rows = Registers().Single(it => it.Register == register).Rows;

        rows.ShouldNotBeEmpty();
        rows.Select(row => row.Id).ShouldBeUnique();
        rows.ShouldAllBe(row => System.Text.RegularExpressions.Regex.IsMatch(row.Id, "^[a-z0-9]+(-[a-z0-9]+)*$"));
        rows.SelectMany(row => row.States).ShouldBeSubsetOf(ReferenceList.States);
        rows.ShouldAllBe(row => row.Source.Document.Split("; ", StringSplitOptions.None).All(document => documents.Any(document.StartsWith)));
        rows.ShouldAllBe(row => row.Source.Paragraph.Split("; ", StringSplitOptions.None).Length == row.Source.Document.Split("; ", StringSplitOptions.None).Length && row.Source.Paragraph.Any(char.IsAsciiDigit));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_register_is_served_to_everyone_in_pages_and_as_a_table_with_the_source_of_every_row(string register)
    {
        var rows = Registers().Single(it => it.Register == register).Rows;
        var (listed, cursor) = (new List<string?>(), "");
        do
        {
            var page = await AssistanceWorld.Get(world.Service.Http, $"/{register}?limit=3{cursor}");
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                listed.Add(item.GetProperty("id").GetString());
                item.GetProperty("source").GetProperty("document").GetString().ShouldNotBeNullOrEmpty();
                item.GetProperty("source").GetProperty("paragraph").GetString().ShouldNotBeNullOrEmpty();
            }
            cursor = page.IsNull("next") ? "" : $"&cursor={page.GetProperty("next").GetString()}";
        }
        while (cursor != "");
        listed.ShouldBe(rows.Select(row => row.Id).Order(StringComparer.Ordinal));

        var http = world.Service.Http;
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        var table = (await http.GetStringAsync($"/{register}")).TrimEnd().Split("\r\n");
        table[0].ShouldStartWith("id,");
        table[0].ShouldEndWith(",source,paragraph,note");
        table.Length.ShouldBe(rows.Count + 1);
    }

    [Fact]
    public async Task Registers_are_searched_by_what_they_hold()
    {
        (await AssistanceWorld.List(world.Service.Http, "/programmes?level=country&state=KEN")).Single().GetProperty("id").GetString().ShouldBe("country-ken");
        (await AssistanceWorld.List(world.Service.Http, "/adviser-posts?status=suspended")).ShouldAllBe(post => post.GetProperty("reason").GetString() == "no funds");
        (await AssistanceWorld.List(world.Service.Http, "/platforms?member=CRI")).Single().GetProperty("id").GetString().ShouldBe("central-america");
        (await AssistanceWorld.List(world.Service.Http, "/tools?kind=e-learning&instrument=uncac")).Select(tool => tool.GetProperty("id").GetString()).ShouldBe(["anti-corruption-course", "fight-against-corruption"]);
    }

    [Fact]
    public void The_posts_that_were_suspended_for_want_of_funds_are_those_of_the_note_of_2017() =>
        ListAdviserPosts.All.Where(it => it.Status == "suspended").Select(it => it.Id).Order().ShouldBe(["country-moz-2017", "regional-egy-2017", "regional-vienna-sids-2017", "regional-zaf-2017"]);

    [Fact]
    public void Words_of_closed_lists_are_spelt_alike()
    {
        ListAdviserPosts.All.Select(it => it.Kind).ShouldBeSubsetOf(["regional", "senior-global", "country", "mentor"]);
        ListAdviserPosts.All.Select(it => it.Status).ShouldBeSubsetOf(["filled", "suspended", "listed"]);
        ListAdviserPosts.All.ShouldAllBe(it => it.Status == "suspended" == (it.Reason != null));
        ListHubs.All.ShouldAllBe(it => it.Status == "open" == it.StartYear.HasValue);
        ListTools.All.Select(it => it.Kind).ShouldBeSubsetOf(["tool", "publication", "e-learning", "portal", "database", "platform", "system", "questionnaire"]);
        ListTools.All.SelectMany(it => it.Instruments).ShouldBeSubsetOf(FinalClauses.All.Keys);
        ListContributions.All.Select(it => it.Qualifier).ShouldBeSubsetOf([null, "over", "about", "at-least"]);
        ListContributions.All.ShouldAllBe(it => it.Amount.HasValue == (it.Currency != null));
        ListContributions.All.Where(it => it.Currency is not null).ShouldAllBe(it => Currency.Find(it.Currency!) != null);
    }

    [Fact]
    public void Programmes_are_closed_where_a_document_says_so_or_their_last_year_is_over()
    {
        Programme.Find("tip-som-wca-2015-2020")!.IsClosedOn(new(2020, 12, 31)).ShouldBeFalse();
        Programme.Find("tip-som-wca-2015-2020")!.IsClosedOn(new(2021, 1, 1)).ShouldBeTrue();
        Programme.Find("trafficking-in-persons")!.IsClosedOn(new(2010, 1, 1)).ShouldBeTrue();
        Programme.Find("corruption-2023-2027")!.IsClosedOn(new(2027, 12, 31)).ShouldBeFalse();
    }

    [Fact]
    public void Counts_published_elsewhere_are_plain_numbers_in_the_columns_that_all_services_have()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "data", "published-counts", "technical-assistance.csv"));

        lines[0].ShouldBe("figure,scope,value,qualifier,unit,as_of,from,to,source,paragraph,note,given_by");
        lines.Length.ShouldBeGreaterThan(70);
        lines.Skip(1).ShouldAllBe(line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^[a-z-]+,(""[^""]*""|[^,""]*),[0-9]+(\.[0-9]+)?,(over|about|at-least)?,[^,]+,([0-9]{4}-[0-9]{2}-[0-9]{2})?,([0-9]{4}-[0-9]{2}-[0-9]{2})?,([0-9]{4}-[0-9]{2}-[0-9]{2})?,"));
    }
}
