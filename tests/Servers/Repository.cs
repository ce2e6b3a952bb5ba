namespace Servers;

/// <summary>Finds files of the repository from where the tests run.</summary>
public static class Repository
{
    public static string Root { get; } = Up(AppContext.BaseDirectory);

    public static string In(params string[] parts) => Path.Combine([Root, .. parts]);

    static string Up(string folder)
    {
        var at = new DirectoryInfo(folder);
        while (!File.Exists(Path.Combine(at.FullName, "Platform.sln")))
            at = at.Parent ?? throw new InvalidOperationException($"{folder} is in no clone of the repository.");
        return at.FullName;
    }
}
