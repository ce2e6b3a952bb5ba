using Portal.Languages;

namespace Portal.Tests.Languages;

/// <summary>Case 28 of the field.</summary>
public class Names_in_a_list
{
    [Theory]
    [InlineData("en", "Åland", "Benin", "Côte d'Ivoire", "Croatia", "Estonia")]
    [InlineData("fr", "Égypte", "Équateur", "Espagne", "Estonie", "Îles Cook", "Italie")]
    [InlineData("es", "Emiratos", "Eslovaquia", "España", "Estonia", "Ucrania", "Uganda")]
    [InlineData("ru", "Ангола", "Египет", "Йемен", "Кения", "Эстония", "Япония")]
    [InlineData("zh", "阿富汗", "巴西", "肯尼亚", "中国")]
    [InlineData("ar", "الأردن", "إسبانيا", "أستراليا", "البرازيل", "تونس", "الجزائر", "كينيا")]
    public void Stand_where_readers_of_the_language_look_for_them(string language, params string[] names) => names.Reverse().Order(NameOrder.Of(language)).ShouldBe(names);
}
