using System.Diagnostics;

namespace Servers;

/// <summary>Waits for a fact, not for a time.</summary>
public static class Eventually
{
    static readonly TimeSpan within = TimeSpan.FromSeconds(30);
    static readonly TimeSpan restsLeast = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan restsMost = TimeSpan.FromSeconds(1);

    /// <param name="fact">What is waited for, in words: it is all a failed run says.</param>
    /// <exception cref="TimeoutException">It did not come true within half a minute.</exception>
    public static Task True(string fact, Func<Task<bool>> isSo) => Is(fact, isSo, true);

    /// <summary>Asks until the answer is the one wanted, and says what was seen last when it never is.</summary>
    /// <remarks>After each look it rests twice as long as the look took: what looks hard must not slow what it waits for.</remarks>
    /// <exception cref="TimeoutException">It did not come true in time.</exception>
    public static async Task Is<T>(string fact, Func<Task<T>> ask, T wanted, TimeSpan? longest = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var looked = Stopwatch.GetTimestamp();
            var seen = await ask();
            if (EqualityComparer<T>.Default.Equals(seen, wanted))
                return;
            if (Stopwatch.GetElapsedTime(started) > (longest ?? within))
                throw new TimeoutException($"Not within {(longest ?? within).TotalSeconds} s: {fact}. Wanted {wanted}, last seen {seen}.");
            using var rest = new PeriodicTimer(TimeSpan.FromTicks(Math.Clamp(2 * Stopwatch.GetElapsedTime(looked).Ticks, restsLeast.Ticks, restsMost.Ticks)));
            await rest.WaitForNextTickAsync();
        }
    }
}
