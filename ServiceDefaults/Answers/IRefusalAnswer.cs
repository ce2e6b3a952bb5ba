using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Answers;

/// <summary>Tells a refusal in another form than a problem to who reads another: the portal has pages.</summary>
public interface IRefusalAnswer
{
    /// <returns>False where its reader gets the problem.</returns>
    Task<bool> Write(HttpContext context, Refusal refusal);
}
