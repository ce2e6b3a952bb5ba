using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Gateway;
using Portal.SignIn;
using Servers;

namespace Portal.Tests.SignIn;

/// <summary>What ASP.NET Core Identity expects of the store behind it, asked through its own <see cref="UserManager{TUser}"/>.</summary>
public class The_store_of_users(RealServers servers)
{
    static readonly Claim focalPoint = new("role", "focal-point"), kenya = new("state", "KEN");

    static PortalUser Somebody(string name) => new() { Id = Guid.CreateVersion7(), Name = name };

    async Task<ServiceHost<UpstreamService>> Portal() => await PortalHost.Start(await servers.NewDatabase("portal"), [], null);

    static UserManager<PortalUser> Users(IServiceScope scope) => scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();

    [Fact]
    public async Task Keeps_somebody_and_finds_them_by_id_and_by_name_however_it_is_written()
    {
        await using var portal = await Portal();
        var user = Somebody("anna");
        using (var scope = portal.Services.CreateScope())
            (await Users(scope).CreateAsync(user, "a long enough password")).Succeeded.ShouldBeTrue();

        using var later = portal.Services.CreateScope();
        (await Users(later).FindByNameAsync("ANNA"))!.Id.ShouldBe(user.Id);
        var found = (await Users(later).FindByIdAsync(user.Id.ToString()))!;
        (await Users(later).CheckPasswordAsync(found, "a long enough password")).ShouldBeTrue();
        (await Users(later).CheckPasswordAsync(found, "another long password")).ShouldBeFalse();
        found.PasswordHash!.ShouldNotContain("password");
        (await Users(later).FindByNameAsync("berta")).ShouldBeNull();
        (await Users(later).FindByIdAsync("no id")).ShouldBeNull();
    }

    [Fact]
    public async Task Keeps_a_name_for_one_person_alone()
    {
        await using var portal = await Portal();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var scope = portal.Services.CreateScope();
            await Users(scope).CreateAsync(Somebody("Anna"));
        }));

        (await portal.Scalar<long>("SELECT count(*) FROM portal_user")).ShouldBe(1);
    }

    [Fact]
    public async Task Refuses_a_change_of_what_somebody_else_changed_meanwhile()
    {
        await using var portal = await Portal();
        using var one = portal.Services.CreateScope();
        using var other = portal.Services.CreateScope();
        var user = Somebody("anna");
        await Users(one).CreateAsync(user);
        var seen = (await Users(other).FindByIdAsync(user.Id.ToString()))!;

        (await Users(one).SetLockoutEnabledAsync(user, false)).Succeeded.ShouldBeTrue();

        (await Users(other).SetLockoutEnabledAsync(seen, true)).Errors.Single().Code.ShouldBe("ConcurrencyFailure");
        (await portal.Scalar<bool>("SELECT lockout_enabled FROM portal_user")).ShouldBeFalse();
    }

    [Fact]
    public async Task Keeps_roles_and_State_and_takes_them_away_again()
    {
        await using var portal = await Portal();
        var user = Somebody("anna");
        using (var scope = portal.Services.CreateScope())
        {
            await Users(scope).CreateAsync(user);
            await Users(scope).AddClaimsAsync(user, [focalPoint, kenya]);
            await Users(scope).ReplaceClaimAsync(user, kenya, new("state", "FJI"));
        }

        using (var scope = portal.Services.CreateScope())
        {
            (await Users(scope).GetClaimsAsync(user)).Select(claim => $"{claim.Type} {claim.Value}").ShouldBe(["role focal-point", "state FJI"]);
            (await Users(scope).GetUsersForClaimAsync(focalPoint)).Single().Id.ShouldBe(user.Id);
            (await Users(scope).GetUsersForClaimAsync(kenya)).ShouldBeEmpty();
            await Users(scope).RemoveClaimsAsync((await Users(scope).FindByIdAsync(user.Id.ToString()))!, [focalPoint]);
        }
        (await portal.Rows("SELECT value FROM user_claim", row => row.GetString(0))).ShouldBe(["FJI"]);
    }

    [Fact]
    public async Task Forgets_somebody_with_everything_they_were()
    {
        await using var portal = await Portal();
        using var scope = portal.Services.CreateScope();
        var user = Somebody("anna");
        await Users(scope).CreateAsync(user);
        await Users(scope).AddClaimAsync(user, focalPoint);

        (await Users(scope).DeleteAsync(user)).Succeeded.ShouldBeTrue();

        (await portal.Scalar<long>("SELECT (SELECT count(*) FROM portal_user) + (SELECT count(*) FROM user_claim)")).ShouldBe(0);
    }
}
