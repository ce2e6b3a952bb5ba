using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Servers;
using ServiceDefaults.Access;
using TechnicalAssistance.Storage;
using TechnicalAssistance.Tests.World;

namespace TechnicalAssistance.Tests;

/// <summary>Who may call what, and whether what is stored can be read.</summary>
[Collection(OneAssistance.Name)]
public sealed class AccessTests(AssistanceWorld world)
{
    [Fact]
    public async Task Every_use_case_is_for_the_roles_the_table_names() =>
        (await ServiceHostRoles.Differences(world.Service, new Dictionary<string, Role[]>
        {
            ["GET /activities"] = [],
            [$"GET /activities/{Guid.Empty}"] = [],
            ["POST /activities"] = [Role.AssistanceOfficer],
            ["GET /non-parties?instrument=uncac"] = [],
            ["GET /non-parties/joined-after-assistance"] = [],
        })).ShouldBeEmpty();

    [Fact]
    public async Task Every_set_of_the_context_can_be_read_from_the_migrated_database()
    {
        await using var scope = world.Service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TechnicalAssistanceDb>();
        await db.Activities.ToListAsync();
        await db.Beneficiaries.ToListAsync();
        await db.Instruments.ToListAsync();
        await db.Joinings.ToListAsync();
        await db.PartyActs.ToListAsync();
        await db.InForce.ToListAsync();
    }
}
