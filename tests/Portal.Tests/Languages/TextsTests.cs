using System.Text.RegularExpressions;
using Portal.Languages;

namespace Portal.Tests.Languages;

public class The_texts_of_the_portal
{
    static readonly LanguageCatalogue languages = LanguageCatalogue.Shipped();

    [Fact]
    public void Are_there_in_English_Chinese_and_Arabic() => languages.All.Select(language => language.Code).ShouldBe(["ar", "zh", "en"], ignoreOrder: true);

    [Fact]
    public void Are_none_of_them_empty_and_none_left_in_English()
    {
        foreach (var language in languages.All.Where(language => language != languages.Default))
            foreach (var (name, text) in language.Texts)
            {
                text.ShouldNotBeNullOrWhiteSpace($"{language.Code} {name}");
                if (name != "date.format")
                    text.ShouldNotBe(languages.Default[name], $"{language.Code} {name}");
            }
    }

    [Fact]
    public void Have_the_same_places_to_fill_in_every_language()
    {
        foreach (var language in languages.All)
            foreach (var (name, text) in language.Texts)
                Places(text).ShouldBe(Places(languages.Default[name]), $"{language.Code} {name}");

        static IEnumerable<string> Places(string text) => Regex.Matches(text, @"\{\d\}").Select(match => match.Value).Order();
    }

    [Fact]
    public void Stop_the_start_when_a_language_lacks_one_and_say_which()
    {
        var short_of_one = new Language("fr", languages.Default.Texts.Where(text => text.Key != "home.lead").ToDictionary());

        Should.Throw<InvalidDataException>(() => new LanguageCatalogue([.. languages.All, short_of_one])).Message.ShouldBe("Languages/fr.json lacks: home.lead.");
    }
}
