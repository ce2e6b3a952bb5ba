using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Answers;

/// <summary>Says that a body is too large where a problem is not what its sender can read: on a page, say.</summary>
public interface ITooLargeAnswer
{
    /// <summary>Writes an answer with status 413.</summary>
    /// <returns>False where the problem is the right answer; then nothing was written.</returns>
    Task<bool> Write(HttpContext context);
}
