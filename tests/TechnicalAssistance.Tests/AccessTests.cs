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
    /// <summary>An operator keeps the platform running and sees no case.</summary>
    static readonly Role[] StatesAndSecretariat = [.. Enum.GetValues<Role>().Where(role => role != Role.Operator)];

    [Fact]
    public async Task Every_use_case_is_for_the_roles_the_table_names() =>
        (await ServiceHostRoles.Differences(world.Service, new Dictionary<string, Role[]>
        {
            ["GET /activities"] = [],
            [$"GET /activities/{Guid.Empty}"] = [],
            ["POST /activities"] = [Role.AssistanceOfficer],
            [$"POST /activities/{Guid.Empty}/correction"] = [Role.AssistanceOfficer],
            [$"POST /activities/{Guid.Empty}/withdrawal"] = [Role.AssistanceOfficer],
            ["GET /needs"] = [],
            [$"GET /needs/{Guid.Empty}"] = [],
            [$"POST /needs/{Guid.Empty}/met"] = [Role.FocalPoint, Role.PermanentMission],
            ["GET /requests"] = StatesAndSecretariat,
            [$"GET /requests/{Guid.Empty}"] = StatesAndSecretariat,
            ["POST /requests"] = [Role.FocalPoint, Role.PermanentMission],
            [$"POST /requests/{Guid.Empty}/decision"] = [Role.AssistanceOfficer],
            ["GET /results"] = [],
            [$"GET /results/{Guid.Empty}"] = [],
            ["POST /results"] = [Role.AssistanceOfficer],
            [$"POST /results/{Guid.Empty}/correction"] = [Role.AssistanceOfficer],
            [$"POST /results/{Guid.Empty}/withdrawal"] = [Role.AssistanceOfficer],
            ["GET /programmes"] = [],
            ["GET /adviser-posts"] = [],
            ["GET /hubs"] = [],
            ["GET /platforms"] = [],
            ["GET /tools"] = [],
            ["GET /contributions"] = [],
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
        await db.ActivityCorrections.ToListAsync();
        await db.Joinings.ToListAsync();
        await db.Needs.ToListAsync();
        await db.Requests.ToListAsync();
        await db.RequestNeeds.ToListAsync();
        await db.ActivityNeeds.ToListAsync();
        await db.Results.ToListAsync();
        await db.ResultNeeds.ToListAsync();
        await db.ResultActivities.ToListAsync();
        await db.ResultCorrections.ToListAsync();
        await db.PartyActs.ToListAsync();
        await db.InForce.ToListAsync();
    }
}
