using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Reviews.Storage;
using Reviews.Tests.World;
using Servers;
using ServiceDefaults.Access;

namespace Reviews.Tests;

/// <summary>Who may call what, and whether what is stored can be read.</summary>
[Collection(OneReviews.Name)]
public sealed class AccessTests(ReviewsWorld world)
{
    [Fact]
    public async Task Every_use_case_is_for_the_roles_the_table_names()
    {
        var id = Guid.Empty;
        (await ServiceHostRoles.Differences(world.Service, new Dictionary<string, Role[]>
        {
            ["GET /parties?instrument=uncac"] = [],
            ["GET /mechanisms"] = [],
            ["GET /mechanisms/uncac-irm/enrolments"] = [],
            ["GET /reviews"] = [],
            [$"GET /reviews/{id}"] = [],
            ["POST /reviews"] = [Role.ReviewOfficer],
            [$"POST /reviews/{id}/focal-points"] = [Role.PermanentMission, Role.ReviewOfficer],
            [$"POST /reviews/{id}/self-assessment"] = [Role.FocalPoint],
            [$"POST /reviews/{id}/feedback"] = [Role.FocalPoint],
            [$"POST /reviews/{id}/feedback-draft"] = [Role.GovernmentalExpert],
            [$"POST /reviews/{id}/outcome"] = [Role.FocalPoint],
            [$"POST /reviews/{id}/agreement"] = [Role.FocalPoint],
            [$"POST /reviews/{id}/publication"] = [Role.ReviewOfficer],
        })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_set_of_the_context_can_be_read_from_the_migrated_database()
    {
        await using var scope = world.Service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReviewsDb>();
        await db.Enrolments.ToListAsync();
        await db.CountryReviews.ToListAsync();
        await db.Reviewers.ToListAsync();
        await db.PartyActs.ToListAsync();
        await db.InForce.ToListAsync();
    }
}
