using System.Globalization;
using Portal.Assistance;
using Portal.Languages;

namespace Portal.Tests.Languages;

/// <summary>What people type, read as the readers of their language write it.</summary>
public class What_is_typed
{
    static readonly LanguageCatalogue languages = LanguageCatalogue.Shipped();

    /// <summary>Those to come are made here, so that a language need only bring its texts.</summary>
    static Language In(string code) => languages.All.FirstOrDefault(it => it.Code == code) ?? new Language(code, languages.Default.Texts);

    [Theory]
    [InlineData("en", "42000", "42000"), InlineData("en", "42,000", "42000"), InlineData("en", "42 000", "42000"), InlineData("en", "42\u00A0000", "42000"), InlineData("en", "42\u202F000.50", "42000.50")]
    [InlineData("en", "1,234,567.5", "1234567.5"), InlineData("en", "42.5", "42.5"), InlineData("en", "0.125", "0.125"), InlineData("en", "-1", "-1"), InlineData("en", "\u22121", "-1"), InlineData("en", " 7 ", "7")]
    [InlineData("zh", "42,000", "42000"), InlineData("zh", "４２０００", "42000"), InlineData("zh", "４２，０００．５", "42000.5")]
    [InlineData("ar", "٤٢٠٠٠", "42000"), InlineData("ar", "٤٢٬٠٠٠", "42000"), InlineData("ar", "٤٢٫٥", "42.5"), InlineData("ar", "٤٢٬٠٠٠٫٥٠", "42000.50"), InlineData("ar", "\u200F٤٢ ٠٠٠", "42000")]
    [InlineData("ar", "42 000", "42000"), InlineData("ar", "42,000.50", "42000.50"), InlineData("ar", "42.000,50", "42000.50"), InlineData("ar", "1000,50", "1000.50"), InlineData("ar", "1.234.567", "1234567")]
    [InlineData("en", "٤٢٠٠٠", "42000"), InlineData("en", "४२०००", "42000"), InlineData("en", "۴۲", "42")]
    [InlineData("es", "42.000,50", "42000.50"), InlineData("es", "1.234.567", "1234567"), InlineData("fr", "42 000,50", "42000.50"), InlineData("ru", "42 000,5", "42000.5")]
    public void Is_a_number_in_the_digits_and_signs_of_the_language(string language, string typed, string number) =>
        WrittenNumber.Of(typed, In(language)).ShouldSatisfyAllConditions(it => it.Fault.ShouldBeNull(), it => it.Value.ShouldBe(decimal.Parse(number, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("en", "42.000", "fault.number-in-two-ways"), InlineData("zh", "1.000", "fault.number-in-two-ways"), InlineData("ar", "42.000", "fault.number-in-two-ways"), InlineData("ar", "42,000", "fault.number-in-two-ways"), InlineData("fr", "42,000", "fault.number-in-two-ways")]
    [InlineData("en", "42.000,50", "fault.number"), InlineData("en", "4,2000", "fault.number"), InlineData("en", "42,00", "fault.number"), InlineData("en", "1e6", "fault.number"), InlineData("en", "$5", "fault.number"), InlineData("en", "0,500", "fault.number"), InlineData("en", "", "fault.number")]
    [InlineData("en", "99999999999999999999999999999999", "fault.number"), InlineData("ar", "٤2", "fault.number-in-two-scripts"), InlineData("ar", "٤۲", "fault.number-in-two-scripts")]
    public void Is_no_number_where_it_is_none_or_two(string language, string typed, string fault) =>
        WrittenNumber.Of(typed, In(language)).ShouldSatisfyAllConditions(it => it.Fault.ShouldBe(fault), it => it.Value.ShouldBeNull());

    /// <summary>After Arabic letters a range would be read from its end (Unicode Standard Annex 9, rules W2 and N2).</summary>
    [Theory]
    [InlineData("17–18", true), InlineData("92-94", true), InlineData("18, 27–29", true), InlineData("17", false), InlineData("CAC/COSP/2017-1", false)]
    public void Or_shown_as_a_range_of_numbers_is_read_in_its_order_in_a_sentence_from_right_to_left(string range, bool isKeptInOrder)
    {
        In("ar").With("source.paragraph", range).Contains($"\u2066{range}\u2069", StringComparison.Ordinal).ShouldBe(isKeptInOrder);
        In("en").With("source.paragraph", range).ShouldEndWith(range);
    }

    [Theory]
    [InlineData("en"), InlineData("ar"), InlineData("zh"), InlineData("fr"), InlineData("es"), InlineData("ru")]
    public void Can_be_what_a_page_shows_and_what_a_fault_proposes(string language)
    {
        foreach (var number in new[] { 0m, 7m, 1234m, 42_000.5m, 1_234_567.25m })
            WrittenNumber.Of(In(language).Number(number), In(language)).Value.ShouldBe(number, In(language).Number(number));
        foreach (var instead in WrittenNumber.Of(language is "fr" or "es" or "ru" ? "42,000" : "42.000", In(language)).Instead)
            WrittenNumber.Of(instead, In(language)).Fault.ShouldBeNull(instead);
    }

    [Theory]
    [InlineData("2026-11-30"), InlineData("2026/11/30"), InlineData("2026.11.30"), InlineData("٢٠٢٦-١١-٣٠"), InlineData("2026年11月30日"), InlineData("２０２６年１１月３０日"), InlineData("\u200F٢٠٢٦/١١/٣٠")]
    public void Is_a_day_with_the_year_first(string typed) => WrittenDay.Of(typed, In("en")).Day.ShouldBe(new DateOnly(2026, 11, 30));

    [Theory]
    [InlineData("2026-11-31", "fault.day-of-month"), InlineData("2025-02-29", "fault.day-of-month"), InlineData("2026-13-01", "fault.day-month"), InlineData("12026-11-30", "fault.day-year"), InlineData("202-11-30", "fault.day-year"), InlineData("0000-01-01", "fault.day-year")]
    [InlineData("30/11/2026", "fault.day-order"), InlineData("11-30-2026", "fault.day-order"), InlineData("31 11 2026", "fault.day-order"), InlineData("٣٠/١١/٢٠٢٦", "fault.day-order"), InlineData("1/2/26", "fault.day-order"), InlineData("tomorrow", "fault.day"), InlineData("٢026-11-30", "fault.number-in-two-scripts")]
    public void Is_no_day_and_the_reason_is_said(string typed, string fault) =>
        WrittenDay.Of(typed, In("en")).ShouldSatisfyAllConditions(it => it.Fault.ShouldBe(fault), it => it.Day.ShouldBeNull());

    [Theory]
    [InlineData("uncac art. 46(13)", "uncac art. 46(13)"), InlineData("uncac art. ٥", "uncac art. 5"), InlineData("UNCAC Art. 46 (13)", "uncac art. 46(13)"), InlineData("drugs-1988 art. ٧", "drugs-1988 art. 7"), InlineData("untoc-tip art 5", "untoc-tip art. 5")]
    [InlineData("المادة ٥", "uncac art. 5"), InlineData("المادة ٤٦(١٣)", "uncac art. 46(13)"), InlineData("第5条", "uncac art. 5"), InlineData("第４６条(13)", "uncac art. 46(13)"), InlineData("Article 5", "uncac art. 5"), InlineData("5", "uncac art. 5")]
    [InlineData("nothing like it", "nothing like it"), InlineData("uncac art. ٥5", "uncac art. ٥5")]
    public void Is_a_provision_in_the_words_of_the_language(string typed, string provision) => WrittenProvision.Of(typed, "uncac").ShouldBe(provision);

    [Fact]
    public void Is_no_provision_by_its_number_alone_where_several_instruments_can_be_meant() => WrittenProvision.Of("المادة ٥", null).ShouldBe("المادة ٥");

    [Theory]
    [InlineData("uncac art. 46", "", "uncac art. 46"), InlineData("uncac art. 46", "13", "uncac art. 46(13)"), InlineData("uncac art. 46", " (13) (b) ", "uncac art. 46(13)(b)")]
    [InlineData("uncac art. 46", "الفقرة ١٣ (ب)", "uncac art. 46(13)(b)"), InlineData("uncac art. 46", "第１３款", "uncac art. 46(13)"), InlineData("untoc art. 18", "para. 3(b)(iii)", "untoc art. 18(3)(b)(iii)")]
    [InlineData("", "drugs-1988 art. 10(2)", "drugs-1988 art. 10(2)"), InlineData("", "", null)]
    public void Is_an_article_of_a_list_with_the_paragraph_beside_it_or_a_provision_in_full(string article, string beside, string? provision) =>
        WrittenProvision.One(new([article, beside]), "uncac").ShouldBe((provision, null, beside.Trim()));

    [Theory]
    [InlineData("uncac art. 46", "the whole", "fault.paragraph"), InlineData("uncac art. 46", "half", "fault.paragraph"), InlineData("uncac art. 46", "١3", "fault.paragraph")]
    [InlineData("", "13", "fault.article-not-chosen"), InlineData("", "المادة ٤٦", "fault.article-not-chosen")]
    public void Is_not_guessed_from_a_paragraph_that_nobody_can_place(string article, string beside, string fault) =>
        WrittenProvision.One(new([article, beside]), "uncac").ShouldBe((null, fault, beside));

    [Theory]
    [InlineData("uncac art. 46(13)", "uncac art. 46", "(13)"), InlineData("uncac art. 46", "uncac art. 46", ""), InlineData("uncac art. 4", "", "uncac art. 4"), InlineData("المادة ٤٦", "uncac art. 46", "")]
    public void Comes_back_as_the_article_and_its_paragraph(string typed, string article, string beside) =>
        WrittenProvision.Parted(typed, "uncac", ["uncac art. 46", "uncac art. 47"]).ShouldBe((article, beside));

    [Fact]
    public void May_be_a_currency_that_has_its_name_in_every_language()
    {
        foreach (var language in languages.All)
            foreach (var currency in Currencies.In(language))
                currency.Text.ShouldNotBe(currency.Value, language.Code);
        languages.Default.Texts.Keys.Count(name => name.StartsWith("currency.", StringComparison.Ordinal)).ShouldBe(Currencies.In(languages.Default).Count, "no name is left over");
    }
}
