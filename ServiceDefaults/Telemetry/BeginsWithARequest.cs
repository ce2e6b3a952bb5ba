using System.Diagnostics;
using OpenTelemetry.Trace;

namespace ServiceDefaults.Telemetry;

/// <summary>A trace begins with a request. What the platform asks of its servers by itself, every second or half minute and mostly in vain, begins none; nor does carrying an entry that was recorded outside of any request.</summary>
sealed class BeginsWithARequest : Sampler
{
    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(samplingParameters.Kind == ActivityKind.Server ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
}
