using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;
using ServiceDefaults.Answers;

namespace Platform.Tests.Interfaces;

/// <summary>Every rule of every assembly, whoever added it, with its sentence in every language of the portal: those by which something is refused, and those by which an answer is reached.</summary>
public class What_a_rule_says
{
    static readonly string[] languages = ["en", "ar", "zh"];

    /// <summary>Names of formats and headers, which no language translates.</summary>
    static readonly string[] notTranslated = ["JSON", "CSV", "UTF", "ASCII", "ETag", "If", "Match", "Idempotency", "Key", "Allow"];

    static readonly IReadOnlyList<Assembly> assemblies =
    [
        typeof(Rule).Assembly, typeof(Journal.Entry).Assembly, typeof(Figures.Figure).Assembly, typeof(Treaties.Storage.TreatiesDb).Assembly, typeof(Reviews.Storage.ReviewsDb).Assembly,
        typeof(TechnicalAssistance.Storage.TechnicalAssistanceDb).Assembly, typeof(Networks.Storage.NetworksDb).Assembly, typeof(Portal.Storage.PortalDb).Assembly,
    ];

    static IEnumerable<Rule> RulesOf(Assembly assembly) => assembly.GetTypes().Where(type => !type.ContainsGenericParameters)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType.IsAssignableTo(typeof(Rule))).Select(field => (Rule)field.GetValue(null)!);

    public static MatrixTheoryData<string, string> AssembliesAndLanguages => new(assemblies.Select(assembly => assembly.GetName().Name!), languages);

    static (Assembly Assembly, IReadOnlyDictionary<string, string> Texts) Of(string name, string language) =>
        assemblies.Single(it => it.GetName().Name == name) is var assembly ? (assembly, Tongue.TextsOf(assembly, language)) : default;

    [Theory, MemberData(nameof(AssembliesAndLanguages))]
    public void Stands_in_every_language_and_uses_the_values_of_its_rule(string name, string language)
    {
        var (assembly, texts) = Of(name, language);
        var rules = RulesOf(assembly).ToList();

        rules.ShouldNotBeEmpty();
        foreach (var rule in rules)
        {
            texts.Keys.ShouldContain(rule.Key);
            Placeholders(texts[rule.Key]).ShouldBe(rule.Values.Order(StringComparer.Ordinal), $"{rule.Key} in {language}");
        }
        texts.Keys.Where(IsSentence).Except(rules.Select(rule => rule.Key)).ShouldBeEmpty("sentences without a rule");
        texts.Keys.ShouldBe(Tongue.TextsOf(assembly, "en").Keys, ignoreOrder: true);
    }

    [Theory, MemberData(nameof(AssembliesAndLanguages))]
    public void Has_no_words_of_another_script_on_the_way(string name, string language)
    {
        if (language == "en")
            return;

        foreach (var (key, text) in Of(name, language).Texts.Where(it => !it.Key.StartsWith("format/", StringComparison.Ordinal)))
            Regex.Matches(Tongue.Placeholder().Replace(text, ""), "[A-Za-z]+").Select(match => match.Value).Except(notTranslated).ShouldBeEmpty($"{key}: {text}");
    }

    /// <summary>What a request is held to by its attributes is said by rules too.</summary>
    [Fact]
    public void Is_there_for_every_attribute_of_a_request()
    {
        var attributes = assemblies.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetProperties().SelectMany(it => it.GetCustomAttributes()).Concat(type.GetConstructors().SelectMany(it => it.GetParameters()).SelectMany(it => it.GetCustomAttributes())))
            .OfType<ValidationAttribute>().ToList();

        attributes.Count.ShouldBeGreaterThan(50);
        foreach (var attribute in attributes)
            ValidationRules.Known(attribute);
    }

    /// <summary>One key is one sentence, however many assemblies a process has.</summary>
    [Fact]
    public void Stands_once() => assemblies.SelectMany(assembly => Tongue.TextsOf(assembly, "en").Keys).GroupBy(key => key).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();

    [Theory]
    [InlineData("en", "Article 46, paragraph 13 (a), of the Convention against Corruption", "Kenya")]
    [InlineData("ar", "المادة 46، الفقرة 13 (أ)، من اتفاقية مكافحة الفساد", "كينيا")]
    [InlineData("zh", "《反腐败公约》第46条第13款（a）项", "肯尼亚")]
    public void Names_provisions_and_States_in_words(string language, string provision, string state)
    {
        Tongue.Of(language).Say(Contracts.ArticleRef.Parse("uncac art. 46(13)(a)")).ShouldBe(provision);
        Tongue.Of(language).Say(Contracts.StateCode.Parse("KEN")).ShouldBe(state);
    }

    static bool IsSentence(string key) => !key.StartsWith("format/", StringComparison.Ordinal) && !key.StartsWith("word/", StringComparison.Ordinal);

    static IEnumerable<string> Placeholders(string text) => Tongue.Placeholder().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
}
