using Contracts;
using Treaties.States;

namespace Treaties.Tests.States;

public class The_register_of_participants
{
    [Fact]
    public void Holds_193_members_two_observers_two_in_free_association_and_the_European_Union()
    {
        var counts = RealRecord.Register.All.CountBy(participant => participant.Kind).ToDictionary();

        counts.ShouldBe(new Dictionary<ParticipantKind, int>
        {
            [ParticipantKind.MemberState] = 193,
            [ParticipantKind.ObserverState] = 2,
            [ParticipantKind.FreeAssociation] = 2,
            [ParticipantKind.Reio] = 1,
        }, ignoreOrder: true);
        RealRecord.Register.States.Count().ShouldBe(197);
    }

    [Theory]
    [InlineData("COK")]
    [InlineData("NIU")]
    [InlineData("VAT")]
    [InlineData("PSE")]
    [InlineData("EUE")]
    public void Holds_those_who_are_no_members_of_the_United_Nations(string code) => RealRecord.Register.Find(StateCode.Parse(code)).ShouldNotBeNull();

    [Theory]
    [InlineData("GRL")]
    [InlineData("UNK")]
    [InlineData("TWN")]
    public void Holds_no_territories_and_no_one_who_cannot_take_part(string code) => RealRecord.Register.Find(StateCode.Parse(code)).ShouldBeNull();

    [Fact]
    public void Names_everyone_in_six_languages_without_articles_or_marks()
    {
        foreach (var participant in RealRecord.Register.All)
        {
            participant.Names.Keys.ShouldBe(ParticipantRegister.Languages);
            participant.Names.Values.ShouldAllBe(name => !string.IsNullOrWhiteSpace(name) && !name.Contains('*') && !name.EndsWith("(the)") && !name.EndsWith("(le)") && !name.EndsWith("(los)"));
        }
    }

    [Theory]
    [InlineData("CIV", "en", "Côte d'Ivoire")]
    [InlineData("NLD", "en", "Netherlands (Kingdom of the)")]
    [InlineData("NLD", "zh", "荷兰王国")]
    [InlineData("TUR", "en", "Türkiye")]
    [InlineData("VAT", "zh", "教廷")]
    [InlineData("BHS", "en", "Bahamas")]
    [InlineData("BOL", "es", "Bolivia (Estado Plurinacional de)")]
    public void Uses_the_name_the_State_uses(string code, string language, string name) => RealRecord.Register[StateCode.Parse(code)].Names[language].ShouldBe(name);

    [Fact]
    public void Gives_a_source_for_every_departure_from_the_base_data()
    {
        RealRecord.Register.Departures.ShouldAllBe(departure => departure.Source.Length > 10);
        RealRecord.Register.Departures.ShouldAllBe(departure => RealRecord.Register[departure.Code].Names[departure.Language] == departure.Name);
    }

    [Fact]
    public void Keeps_the_footnote_on_Kosovo_though_Kosovo_is_no_participant() =>
        RealRecord.Register.Footnotes.Single(footnote => footnote.Code == "UNK").Text.ShouldContain("resolution 1244 (1999)");
}
