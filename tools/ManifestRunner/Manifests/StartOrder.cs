namespace ManifestRunner.Manifests;

/// <summary>Who has to be there before whom: a project starts after the projects it names.</summary>
public static class StartOrder
{
    /// <summary>Groups to start one after the other; those within one may start together.</summary>
    /// <remarks>Services may name each other's addresses in a circle, which is no fault: then the first of the file goes first.</remarks>
    public static IReadOnlyList<IReadOnlyList<Project>> Of(Manifest manifest, Expressions expressions)
    {
        var waiting = manifest.Projects.ToList();
        var groups = new List<IReadOnlyList<Project>>();
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(project => !NamedBy(project).Any(name => name != project.Name && waiting.Any(other => other.Name == name))).ToList();
            if (ready.Count == 0)
                ready = [waiting[0]];
            groups.Add(ready);
            waiting.RemoveAll(ready.Contains);
        }
        return groups;

        IEnumerable<string> NamedBy(Project project) => project.Environment.Values.SelectMany(expressions.Named);
    }
}
