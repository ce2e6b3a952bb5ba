namespace Processes;

/// <summary>What a person can act on: one line that says what is wrong and the way out. Shown without a stack trace.</summary>
public sealed class Problem(string line, Exception? cause = null) : Exception(line, cause);
