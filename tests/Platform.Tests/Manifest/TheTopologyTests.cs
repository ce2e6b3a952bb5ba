using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Platforms;

namespace Platform.Tests.Manifest;

/// <summary>What the AppHost builds on this machine, before anything is started.</summary>
public sealed class The_topology : IAsyncLifetime
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("platform-topology-");
    IDistributedApplicationTestingBuilder builder = null!;

    public async ValueTask InitializeAsync() => builder = await DistributedApplicationTestingBuilder.CreateAsync<global::Projects.AppHost>([$"--Folder={folder.FullName}", "--Servers=local"], CancellationToken.None);

    IEnumerable<ProjectResource> Services => builder.Resources.OfType<ProjectResource>();

    [Fact]
    public void Has_a_service_wait_for_every_server_and_database_it_uses()
    {
        Services.Count().ShouldBe(5);
        foreach (var service in Services)
        {
            var used = service.Annotations.OfType<ResourceRelationshipAnnotation>().Where(relation => relation.Type == "Reference" && relation.Resource is not (ProjectResource or ParameterResource)).Select(relation => relation.Resource.Name);
            used.ShouldNotBeEmpty();
            used.ShouldBeSubsetOf(service.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name), service.Name);
        }
    }

    [Fact]
    public void Asks_every_service_and_server_for_its_health() =>
        builder.Resources.Where(resource => resource is ProjectResource || RunningPlatform.Servers.Contains(resource.Name)).ShouldAllBe(resource => resource.Annotations.OfType<HealthCheckAnnotation>().Any());

    [Fact, System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Keeps_its_passwords_and_ports_in_its_folder_and_shows_them_to_nobody_else()
    {
        foreach (var kept in (string[])["secrets.json", "ports.json", "identity/key.pem"])
            File.GetUnixFileMode(Path.Combine(folder.FullName, kept)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, kept);
    }

    [Fact]
    public async Task Runs_once_on_a_folder()
    {
        var second = await Should.ThrowAsync<Exception>(() => DistributedApplicationTestingBuilder.CreateAsync<global::Projects.AppHost>([$"--Folder={folder.FullName}", "--Servers=local"], CancellationToken.None));

        second.ToString().ShouldContain($"The platform runs on {folder.FullName} already");
    }

    [Fact]
    public async Task Refuses_a_kind_of_servers_that_there_is_not()
    {
        var other = Directory.CreateTempSubdirectory("platform-topology-");

        var refused = await Should.ThrowAsync<Exception>(() => DistributedApplicationTestingBuilder.CreateAsync<global::Projects.AppHost>([$"--Folder={other.FullName}", "--Servers=remote"], CancellationToken.None));

        refused.ToString().ShouldContain("--Servers is containers or local, not remote.");
    }

    [Fact]
    public void Gives_operators_their_commands_where_they_look_for_them()
    {
        string[] Commands(string resource) => [.. builder.Resources.Single(one => one.Name == resource).Annotations.OfType<ResourceCommandAnnotation>().Select(command => command.Name)];

        foreach (var service in (string[])["treaties", "reviews", "technical-assistance", "networks"])
            new[] { "verify-journal", "parked-entries", "retry-parked", "rebuild-copies" }.ShouldBeSubsetOf(Commands(service), service);
        Commands("treaties").ShouldContain("import-status-export");
        Commands("postgres").ShouldContain("back-up-now");
    }

    public async ValueTask DisposeAsync()
    {
        await builder.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
