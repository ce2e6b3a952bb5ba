namespace ManifestRunner.Running;

/// <summary>Whom what is kept running reports to.</summary>
interface IKeeper
{
    /// <param name="what">A status, or one line of trouble.</param>
    void Tell(string resource, string what);
}
