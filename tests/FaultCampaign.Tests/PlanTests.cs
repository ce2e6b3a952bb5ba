using FaultCampaign.Faults;

namespace FaultCampaign.Tests;

public class A_plan
{
    static readonly IReadOnlyList<FaultKind> kinds = [new Kill("kill-service", ["treaties", "reviews"]), new Stop("stop-service", ["treaties", "reviews"], 3, 15), new BrokerAway()];

    [Fact]
    public void Is_the_same_for_the_same_seed() => Plan.Draw(7, 50, 9, kinds).ShouldBe(Plan.Draw(7, 50, 9, kinds));

    [Fact]
    public void Is_another_for_another_seed() => Plan.Draw(7, 50, 9, kinds).ShouldNotBe(Plan.Draw(8, 50, 9, kinds));

    [Fact]
    public void Leaves_no_kind_out_that_it_has_room_for()
    {
        foreach (var seed in Enumerable.Range(1, 100))
            Plan.Draw(seed, kinds.Count, 9, kinds).Select(fault => fault.Kind).Order().ShouldBe(kinds.Select(kind => kind.Name).Order());
    }

    [Fact]
    public void Begins_faults_one_after_the_other_and_lets_them_overlap()
    {
        var plan = Plan.Draw(3, 200, 9, kinds);

        plan.Zip(plan.Skip(1)).ShouldAllBe(pair => pair.First.AtSeconds < pair.Second.AtSeconds);
        plan.Zip(plan.Skip(1)).ShouldContain(pair => pair.First.AtSeconds + pair.First.LastsSeconds > pair.Second.AtSeconds);
    }
}
