using ServiceDefaults.Reading;

namespace ServiceDefaults.Tests.Reading;

public class A_name_that_is_looked_for
{
    [Theory]
    [InlineData("Côte d'Ivoire", "cote divoire"), InlineData("CÔTE D’IVOIRE", "cote divoire"), InlineData("Co\u0302te  d`Ivoire ", "cote divoire")]
    [InlineData("Türkiye", "turkiye"), InlineData("TÜRKİYE", "turkiye"), InlineData("São Tomé", "sao tome"), InlineData("Ｋｅｎｙａ", "kenya")]
    [InlineData("Łódź", "lodz"), InlineData("Straße", "strasse"), InlineData("Ærø", "aero"), InlineData("ʻEua", "eua")]
    [InlineData("Justice – Direction (2)", "justice direction 2"), InlineData("كِينِيا", "كينيا"), InlineData("أوغنـدا", "اوغندا"), InlineData("圣多美 和", "圣多美 和")]
    [InlineData("?!", ""), InlineData("", ""), InlineData("a\uD800b", "a b")]
    public void Is_the_same_whatever_people_leave_out(string text, string folded)
    {
        Folded.Of(text).ShouldBe(folded);
        Folded.Of(folded).ShouldBe(folded, "once is enough");
    }

    [Theory]
    [InlineData("cote ivoire", true), InlineData("ivoire, côte", true), InlineData("IVOIRE", true), InlineData("voir", true), InlineData("cote d'or", false), InlineData("", true)]
    public void Holds_each_word_in_whatever_order(string sought, bool isHeld) => Folded.Holds("Côte d’Ivoire", Folded.Words(sought)).ShouldBe(isHeld);

    [Fact]
    public void Or_is_none_is_the_same_as_none_alone() =>
        (Folded.AreSame(null, null), Folded.AreSame("", null), Folded.AreSame("Bermuda ", "bermuda"), Folded.AreSame("Bermuda", "Jersey")).ShouldBe((true, false, true, false));
}
