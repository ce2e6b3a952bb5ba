using Contracts;

namespace Treaties.Tests.Instruments;

public class The_catalogue_of_instruments
{
    static readonly Dictionary<string, int> CompleteArticles = new() { ["untoc"] = 41, ["untoc-tip"] = 20, ["untoc-som"] = 25, ["untoc-firearms"] = 21, ["uncac"] = 71 };

    [Fact]
    public void Holds_the_five_the_1988_Convention_the_nineteen_on_terrorism_and_the_one_on_cybercrime() =>
        RealRecord.Catalogue.All.Count().ShouldBe(5 + 1 + 19 + 1);

    [Fact]
    public void Numbers_every_article_of_the_five()
    {
        foreach (var (id, count) in CompleteArticles)
        {
            var instrument = RealRecord.Catalogue[InstrumentId.Parse(id)];
            instrument.ArticlesComplete.ShouldBeTrue();
            instrument.Articles.Select(article => article.Number).ShouldBe(Enumerable.Range(1, count));
        }
    }

    [Fact]
    public void Demands_only_what_an_article_of_the_instrument_demands()
    {
        foreach (var instrument in RealRecord.Catalogue.All)
        {
            List<ArticleRef?> cited = [.. instrument.Designations.Select(duty => (ArticleRef?)duty.Article), instrument.EntryIntoForceRule?.Article, instrument.EntryIntoForceRule?.LaterPartyArticle,
                instrument.DenunciationRule?.Article, instrument.Signature?.Article, instrument.Reio?.Article];
            foreach (var article in cited.OfType<ArticleRef>())
            {
                article.Instrument.ShouldBe(instrument.Id);
                if (instrument.ArticlesComplete)
                    instrument.Articles.ShouldContain(listed => listed.Number == article.Article);
            }
        }
    }

    [Fact]
    public void Names_a_source_for_each_and_calls_each_by_name_in_every_language_of_the_portal()
    {
        foreach (var instrument in RealRecord.Catalogue.All)
        {
            instrument.Sources.ShouldNotBeEmpty();
            foreach (var language in new[] { "en", "zh", "ar" })
            {
                instrument.ShortName.GetValueOrDefault(language).ShouldNotBeNullOrWhiteSpace($"the short name of {instrument.Id} in {language}");
                instrument.Title.GetValueOrDefault(language).ShouldNotBeNullOrWhiteSpace($"the title of {instrument.Id} in {language}");
            }
        }
    }

    [Fact]
    public void Admits_where_it_has_no_rule()
    {
        foreach (var instrument in RealRecord.Catalogue.All.Where(instrument => instrument.EntryIntoForceRule is null))
            instrument.Unverified.ShouldContain(remark => remark.Contains("not recorded here"));
    }

    [Fact]
    public void Knows_which_instruments_can_be_joined_only_by_parties_to_another()
    {
        var untoc = RealRecord.Catalogue[InstrumentId.Parse("untoc")];

        RealRecord.Catalogue.ProtocolsOf(untoc).Select(protocol => protocol.Id.ToString()).ShouldBe(["untoc-firearms", "untoc-som", "untoc-tip"]);
        RealRecord.Catalogue.ConventionOf(RealRecord.Catalogue[InstrumentId.Parse("fixed-platforms-1988")]).ShouldBeNull();
    }
}
