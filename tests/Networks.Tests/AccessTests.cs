using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Networks.Storage;
using Networks.Tests.World;
using Servers;
using ServiceDefaults.Access;

namespace Networks.Tests;

/// <summary>Who may call what, and whether what is stored can be read.</summary>
[Collection(OneNetworks.Name)]
public sealed class AccessTests(NetworksWorld world)
{
    [Fact]
    public async Task Every_use_case_is_for_the_roles_the_table_names()
    {
        var id = Guid.Empty;
        (await ServiceHostRoles.Differences(world.Service, new Dictionary<string, Role[]>
        {
            ["GET /authorities"] = [],
            [$"GET /authorities/{id}"] = [],
            [$"GET /authorities/{id}/history"] = [Role.NetworkOfficer, Role.CentralAuthority, Role.PermanentMission, Role.FocalPoint, Role.GovernmentalExpert],
            ["POST /authorities"] = [Role.NetworkOfficer, Role.CentralAuthority, Role.PermanentMission],
            [$"PUT /authorities/{id}"] = [Role.NetworkOfficer, Role.CentralAuthority, Role.PermanentMission],
            [$"POST /authorities/{id}/withdrawal"] = [Role.NetworkOfficer, Role.CentralAuthority, Role.PermanentMission],
            ["GET /functions"] = [],
            ["GET /networks"] = [],
            ["GET /networks/globe"] = [],
            ["GET /requests"] = [Role.CentralAuthority],
            [$"GET /requests/{id}"] = [],
            [$"GET /requests/{id}/reads"] = [],
            ["POST /requests"] = [Role.CentralAuthority],
            [$"POST /requests/{id}/acknowledgement"] = [Role.CentralAuthority],
            [$"POST /requests/{id}/answer"] = [Role.CentralAuthority],
            [$"POST /requests/{id}/refusal"] = [Role.CentralAuthority],
            [$"POST /requests/{id}/withdrawal"] = [Role.CentralAuthority],
            ["GET /duties"] = [Role.NetworkOfficer, Role.TreatyOfficer, Role.CentralAuthority, Role.PermanentMission],
        })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_set_of_the_context_can_be_read_from_the_migrated_database()
    {
        await using var scope = world.Service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NetworksDb>();
        await db.Authorities.ToListAsync();
        await db.AuthorityVersions.ToListAsync();
        await db.Designations.ToListAsync();
        await db.Duties.ToListAsync();
        await db.CooperationRequests.ToListAsync();
        await db.RequestReadings.ToListAsync();
        await db.PartyActs.ToListAsync();
        await db.InForce.ToListAsync();
    }
}
