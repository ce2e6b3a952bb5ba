namespace ServiceDefaults.Caching;

/// <summary>Stops asking a server that does not answer: after five failures in a row for five seconds, then with one probe at a time.</summary>
sealed class Circuit(TimeProvider time)
{
    const int FailuresMax = 5;
    static readonly TimeSpan openFor = TimeSpan.FromSeconds(5);

    readonly Lock gate = new();
    int failures;
    long openedAt;
    bool probing;

    /// <summary>Whether calls are held back at the moment.</summary>
    public bool IsOpen
    {
        get
        {
            lock (gate)
                return failures >= FailuresMax;
        }
    }

    /// <summary>Asks for leave to call; who got it reports with <see cref="Succeeded"/> or <see cref="Failed"/>.</summary>
    public bool TryEnter()
    {
        lock (gate)
        {
            if (failures < FailuresMax)
                return true;
            if (probing || time.GetElapsedTime(openedAt) < openFor)
                return false;
            return probing = true;
        }
    }

    public void Succeeded()
    {
        lock (gate)
            (failures, probing) = (0, false);
    }

    public void Failed()
    {
        lock (gate)
        {
            failures = Math.Min(failures + 1, FailuresMax);
            probing = false;
            openedAt = time.GetTimestamp();
        }
    }
}
