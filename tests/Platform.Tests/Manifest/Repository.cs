namespace Platform.Tests.Manifest;

/// <summary>The working copy these tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    public static string In(params string[] path) => Path.Combine([Root, .. path]);

    static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Platform.sln")))
                return at.FullName;
        throw new InvalidOperationException("The tests do not lie below Platform.sln.");
    }
}
