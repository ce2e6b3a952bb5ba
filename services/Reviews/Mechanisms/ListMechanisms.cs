using ServiceDefaults.Access;
using ServiceDefaults.Answers;

namespace Reviews.Mechanisms;

/// <summary>The review mechanisms there are. Few, and fixed with the build: one page.</summary>
static class ListMechanisms
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/mechanisms", Handle)
        .ForEveryone()
        .WithSummary("List the review mechanisms, with the source of every statement")
        .Produces<Page<Mechanism>>();

    static IResult Handle(Paging<string> page) =>
        page.Answer<Mechanism>([.. Mechanism.All.Where(mechanism => page.IsFirst || string.CompareOrdinal(mechanism.Id, page.After) > 0).Take(page.Take)], mechanism => mechanism.Id);
}
