using Portal.Languages;
using Portal.Instruments;
using Tiles = Portal.Instruments.World;

namespace Portal.Tests.Instruments;

public class The_world_in_tiles
{
    static StateItem State(string code, string name, string? group) => new(code, name, "member-state", group);

    static Party Party(string state, string certainty, string? standing) => new(state, state, "accession", certainty, standing, null, null, null, null, null, null, "x");

    static Act Signed(string state) => new("certain", state, null, null, null, null, new DateOnly(2003, 12, 9), null);

    static readonly StateItem[] states = [State("KEN", "Kenya", "AG"), State("DZA", "Algeria", "AG"), State("FJI", "Fiji", "APG"), State("EUE", "European Union", null), State("AND", "Andorra", "WEOG"), State("CIV", "Côte d'Ivoire", "AG")];

    static Tiles Of(params Party[] parties) => Tiles.Of(states, new(new(2026, 11, 21), null, "deposit", "recorded", new(0, 0), parties), [Signed("FJI"), Signed("KEN")], NameOrder.Of("en"));

    [Fact]
    public void Stands_by_regional_group_and_within_it_by_name_and_by_nothing_else() =>
        Of(Party("KEN", "certain", "party")).Groups.Select(group => $"{group.Id}: {string.Join(' ', group.Tiles.Select(tile => tile.State))}")
            .ShouldBe(["ag: DZA CIV KEN", "apg: FJI", "weog: AND", "none: EUE"]);

    [Fact]
    public void Has_every_participant_once_whatever_its_standing() =>
        Of(Party("KEN", "certain", "party"), Party("FJI", "possible", "contracting")).Groups.SelectMany(group => group.Tiles).Select(tile => tile.State).Order().ShouldBe(states.Select(state => state.Code).Order());

    [Theory]
    [InlineData("certain", "party", Tiles.Standing.Party)]
    [InlineData("certain", "contracting", Tiles.Standing.Contracting)]
    [InlineData("possible", "party", Tiles.Standing.Possible)]
    public void Shows_what_the_record_says_of_a_party_before_what_it_says_of_its_signature(string certainty, string standing, Tiles.Standing shown) =>
        Of(Party("KEN", certainty, standing)).Groups.SelectMany(group => group.Tiles).Single(tile => tile.State == "KEN").Standing.ShouldBe(shown);

    [Fact]
    public void Shows_who_only_signed_and_who_did_neither()
    {
        var tiles = Of().Groups.SelectMany(group => group.Tiles).ToDictionary(tile => tile.State, tile => tile.Standing);

        (tiles["FJI"], tiles["AND"]).ShouldBe((Tiles.Standing.Signatory, Tiles.Standing.Neither));
    }
}
