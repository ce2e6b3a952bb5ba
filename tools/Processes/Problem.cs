namespace Processes;

/// <summary>What a person can act on: one line that says what is wrong and the way out. Shown without a stack trace.</summary>
public class Problem(string line, Exception? cause = null) : Exception(line, cause);

/// <summary>Something that was asked and is not there to be asked, seen before anything is done. Ends a program with 2, as <c>./platform</c> does.</summary>
public sealed class Misuse(string line) : Problem(line);
