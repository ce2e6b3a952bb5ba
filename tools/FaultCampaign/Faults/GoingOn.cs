namespace FaultCampaign.Faults;

/// <summary>Which faults are going on, so that a recovery that had to wait for another fault is told from one that had not.</summary>
sealed class GoingOn
{
    readonly Lock gate = new();
    readonly HashSet<int> now = [];
    long lastChange;

    public void Began(int fault)
    {
        lock (gate)
        {
            now.Add(fault);
            lastChange = TimeProvider.System.GetTimestamp();
        }
    }

    public void Ended(int fault)
    {
        lock (gate)
            if (now.Remove(fault))
                lastChange = TimeProvider.System.GetTimestamp();
    }

    /// <summary>How long nothing has been broken; zero while something is.</summary>
    public TimeSpan QuietFor
    {
        get
        {
            lock (gate)
                return now.Count == 0 ? TimeProvider.System.GetElapsedTime(lastChange) : TimeSpan.Zero;
        }
    }

    /// <summary>Whether no fault was going on, and none began or ended, since a moment.</summary>
    public bool NothingSince(long timestamp)
    {
        lock (gate)
            return now.Count == 0 && lastChange <= timestamp;
    }
}
