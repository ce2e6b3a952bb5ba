using Bench.Results;

namespace Bench.Measures;

/// <summary>One thing that is measured, with its baselines in the same run.</summary>
interface IMeasure
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    /// <summary>Whether the benchmark's platform is up meanwhile.</summary>
    bool RunsBesideThePlatform => true;

    Task Run(BenchPlatform platform, Settings settings, Sheet sheet, CancellationToken cancel);
}
