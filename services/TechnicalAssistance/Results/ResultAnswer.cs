using Contracts;
using ServiceDefaults.Access;
using TechnicalAssistance.Needs;

namespace TechnicalAssistance.Results;

/// <summary>A result as an asker sees it: the law is public, which need it bears on is for the State and the secretariat.</summary>
/// <param name="Needs">Null for strangers.</param>
public sealed record ResultAnswer(
    Guid Id, ResultKind Kind, StateCode State, IReadOnlyDictionary<string, string> Title, IReadOnlyList<ArticleRef> Articles, DateOnly AdoptedOn,
    IReadOnlyList<Guid>? Needs, IReadOnlyList<Guid> Activities, string Source, int Version)
{
    internal static ResultAnswer For(Asker asker, Result it) => new(
        it.Id, it.Kind, it.State, it.Details.Title, it.Details.Articles ?? [], it.AdoptedOn,
        asker.SeesCasesOf(it.State) ? it.Details.Needs ?? [] : null, it.Details.Activities ?? [], it.Details.Source, it.Version);
}
