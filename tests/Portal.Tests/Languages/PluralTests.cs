using Portal.Languages;

namespace Portal.Tests.Languages;

public class What_is_counted
{
    static readonly LanguageCatalogue languages = LanguageCatalogue.Shipped();

    /// <summary>Unicode CLDR, samples of the cardinal rules.</summary>
    [Theory]
    [InlineData("ar", "0:zero 1:one 2:two 3:few 6:few 10:few 11:many 26:many 99:many 100:other 101:other 102:other 103:few 110:few 111:many 192:many 1000:other 1003:few")]
    [InlineData("en", "0:other 1:one 2:other 6:other 192:other")]
    [InlineData("es", "0:other 1:one 2:other 192:other")]
    [InlineData("fr", "0:one 1:one 2:other 192:other")]
    [InlineData("ru", "0:many 1:one 2:few 4:few 5:many 11:many 12:many 14:many 21:one 22:few 100:many 101:one 111:many 112:many 192:few")]
    [InlineData("zh", "0:other 1:other 2:other 192:other")]
    public void Takes_the_form_its_language_has_for_the_number(string language, string samples) =>
        string.Join(' ', samples.Split(' ').Select(sample => sample.Split(':')[0]).Select(number => $"{number}:{Plural.FormOf(language, decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture))}")).ShouldBe(samples);

    [Theory]
    [InlineData("en", 0, "0 recovery codes left"), InlineData("en", 1, "1 recovery code left"), InlineData("en", 8, "8 recovery codes left")]
    [InlineData("ar", 0, "لم يبق أي رمز استرداد (0)"), InlineData("ar", 1, "بقي رمز استرداد واحد"), InlineData("ar", 2, "بقي رمزا استرداد"), InlineData("ar", 6, "بقيت 6 رموز استرداد")]
    public void Reads_as_people_say_it(string language, int number, string said) => languages.All.Single(it => it.Code == language).Counted("second-factor.codes-left", number).ShouldBe(said);

    [Fact]
    public void Has_every_form_of_its_language_wherever_it_has_any()
    {
        var counted = languages.Default.Texts.Where(text => Plural.Written(text.Value).Count > 0).Select(text => text.Key).ToList();
        counted.ShouldNotBeEmpty();
        foreach (var language in languages.All)
            foreach (var text in counted)
                Plural.FormsOf(language.Code).Except(Plural.Written(language[text]).Keys).ShouldBeEmpty($"{language.Code} {text}");
    }
}
