using Microsoft.Extensions.Time.Testing;
using ServiceDefaults.Caching;

namespace ServiceDefaults.Tests.Caching;

public class A_circuit
{
    readonly FakeTimeProvider time = new();

    Circuit Opened()
    {
        var circuit = new Circuit(time);
        for (var failure = 0; failure < 5; failure++)
        {
            circuit.TryEnter().ShouldBeTrue();
            circuit.Failed();
        }
        return circuit;
    }

    [Fact]
    public void Opens_after_five_failures_in_a_row() => Opened().TryEnter().ShouldBeFalse();

    [Fact]
    public void Stays_closed_when_a_success_comes_between()
    {
        var circuit = new Circuit(time);
        for (var call = 0; call < 20; call++)
        {
            circuit.TryEnter().ShouldBeTrue();
            if (call % 5 == 4)
                circuit.Succeeded();
            else
                circuit.Failed();
        }
    }

    [Fact]
    public void Lets_one_probe_through_after_five_seconds()
    {
        var circuit = Opened();
        time.Advance(TimeSpan.FromSeconds(4.9));
        circuit.TryEnter().ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));

        circuit.TryEnter().ShouldBeTrue();
        circuit.TryEnter().ShouldBeFalse();
    }

    [Fact]
    public void Closes_when_the_probe_succeeds_and_waits_again_when_it_fails()
    {
        var circuit = Opened();
        time.Advance(TimeSpan.FromSeconds(5));
        circuit.TryEnter().ShouldBeTrue();
        circuit.Failed();
        circuit.TryEnter().ShouldBeFalse();

        time.Advance(TimeSpan.FromSeconds(5));
        circuit.TryEnter().ShouldBeTrue();
        circuit.Succeeded();
        circuit.TryEnter().ShouldBeTrue();
    }
}
