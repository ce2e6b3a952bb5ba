
using System.Reflection;
using Contracts;
using Journal;

namespace Platform.Tests.Structure;

/// <summary>The assemblies the platform is made of.</summary>
static class Assemblies
{
    public static readonly IReadOnlyList<Assembly> Services = [.. new[] { "Treaties", "Reviews", "TechnicalAssistance", "Networks" }.Select(Assembly.Load)];

    public static readonly Assembly Contracts = typeof(Recorded).Assembly;

    public static readonly Assembly Journal = typeof(JournalOptions).Assembly;

    /// <summary>Every fact that can stand in a journal, published and internal.</summary>
    public static readonly IReadOnlyList<Type> Facts = [.. Services.Append(Contracts).Append(Journal).SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsDefined(typeof(FactTypeAttribute)))];
}
