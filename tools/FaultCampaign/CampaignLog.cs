using System.Globalization;

namespace FaultCampaign;

/// <summary>Every action of a campaign with its time since the load began, on the screen and in <c>log.txt</c>.</summary>
sealed class CampaignLog(string folder) : IDisposable
{
    readonly StreamWriter file = new(Path.Combine(folder, "log.txt"), append: false) { AutoFlush = true };
    readonly Lock writing = new();
    long began = TimeProvider.System.GetTimestamp();

    public double Seconds => TimeProvider.System.GetElapsedTime(began).TotalSeconds;

    public void Begin() => began = TimeProvider.System.GetTimestamp();

    public void Say(string line)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"{Seconds,8:0.0}  {line}");
        lock (writing)
        {
            file.WriteLine(said);
            Console.WriteLine(said);
        }
    }

    public void Dispose() => file.Dispose();
}
