using ManifestRunner.Identity;
using ManifestRunner.Manifests;
using ManifestRunner.OperationsView;
using ManifestRunner.Processes;
using ManifestRunner.Servers;

namespace ManifestRunner.Running;

/// <summary>What a person asks of <c>up</c>.</summary>
/// <param name="Port">Of what the outside reaches, the portal; null for the customary one.</param>
/// <param name="OperationsPort">Of the operations view; null for the customary one.</param>
/// <param name="Replicas">Processes of each service.</param>
/// <param name="Configuration">Of the build of the services.</param>
public sealed record Wishes(string Manifest, int? Port, int? OperationsPort, int Replicas, string Configuration)
{
    public const int CustomaryPort = 8080;
}

/// <summary>Starts everything in the manifest in its order, keeps it running, and stops it in the reverse order.</summary>
sealed class Supervisor(PlatformFolder folder, Wishes wishes, Action<string, string> say) : IKeeper, IRunning
{
    const long LeastFreeBytes = 300_000_000;
    const string ViewName = "operations", OwnLog = "platform";
    const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    static readonly TimeSpan looksForRequests = TimeSpan.FromMilliseconds(500);

    readonly List<Kept> kept = [];
    readonly List<ResourceState> others = [];
    readonly Lock writing = new();
    string phase = "starting";
    string? entrance;
    OperationsServer? operations;

    IEnumerable<Kept> Services => kept.OfType<KeptService>();

    /// <summary>The state now.</summary>
    public State State
    {
        get
        {
            lock (writing)
                return new(Environment.ProcessId, ProcessTree.StartOf(Environment.ProcessId) ?? 0, phase, entrance,
                    [.. kept.OfType<KeptServer>().Select(server => server.State), .. others, .. Services.Select(service => service.State), .. Operations]);
        }
    }

    public IReadOnlyList<Vitals> Resources
    {
        get
        {
            lock (writing)
                return [.. kept.OfType<KeptServer>().Select(server => server.Vitals), .. others.Select(Unwatched), .. Services.Select(service => service.Vitals), .. Operations.Select(Unwatched)];
        }
    }

    /// <summary>The view is a part of this process.</summary>
    IEnumerable<ResourceState> Operations => operations is null ? [] :
        [new(ViewName, ViewName, "healthy", operations.Url, Environment.ProcessId, ProcessTree.StartOf(Environment.ProcessId), File.Exists(folder.Log(OwnLog)) ? folder.Log(OwnLog) : null)];

    /// <summary>Runs until cancelled; returns when everything has stopped.</summary>
    /// <exception cref="Problem">Something does not start; what did start has been stopped again.</exception>
    public async Task Run(CancellationToken cancel)
    {
        try
        {
            await Start(cancel);
            phase = "up";
            Tell("platform", $"up on {entrance}");
            await Task.WhenAll([.. kept.Select(one => one.Keep(cancel)), PassRequestsOn(cancel)]);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Tell("platform", "stopping");
        }
        finally
        {
            await Stop();
            if (operations is not null)
                await operations.DisposeAsync();
            folder.Delete(State.File);
        }
    }

    async Task Start(CancellationToken cancel)
    {
        await WhatAKilledRunLeft(cancel);
        if (new DriveInfo(folder.In("")).AvailableFreeSpace is < LeastFreeBytes and var free)
            throw new Problem($"The disk of {folder.In("")} has {free / 1_000_000} MB left, too little to run on. Make room and start again.");

        var manifest = Manifest.Read(wishes.Manifest);
        var ports = new Ports(folder);
        var outer = manifest.Projects.FirstOrDefault(Wiring.IsExternal);
        var outside = wishes.Port ?? Wishes.CustomaryPort;
        var wiring = new Wiring(manifest, new Inputs(folder, outer is null ? null : new Uri($"http://127.0.0.1:{outside}/.well-known/jwks.json")), ports, wishes.Replicas);
        if (outer is not null)
            ports.Take($"{outer.Name}.http", outside);
        FreePort.Claim(OperationsPort);
        var environments = manifest.Projects.SelectMany(project => wiring.ReplicasOf(project).Select(replica => (replica, wiring.EnvironmentOf(project, replica)))).ToDictionary();

        await OpenOperations(environments.Values, cancel);

        lock (writing)
            kept.AddRange(manifest.Containers.Where(wiring.IsOurs).Select(container => ServerFor(container, wiring, ports)));
        ports.Keep();
        NoteOthers(manifest, wiring);
        Tell("platform", "building the services");
        var programs = await Both(stop => Build.Services(manifest, folder, wishes.Configuration, stop), stop => StartServers(manifest, wiring, stop), cancel);

        foreach (var group in StartOrder.Of(manifest, wiring.Expressions))
        {
            var starting = group.SelectMany(project => wiring.ReplicasOf(project).Select(replica => ServiceFor(project, replica, wiring, environments[replica], programs[project.Name]))).ToList();
            lock (writing)
                kept.AddRange(starting);
            await Task.WhenAll(starting.Select(service => service.Start(cancel)));
        }
    }

    int OperationsPort => wishes.OperationsPort ?? ViewOptions.CustomaryPort;

    /// <summary>Opened before anything starts, so that what happens at the start is received.</summary>
    async Task OpenOperations(IEnumerable<Dictionary<string, string?>> environments, CancellationToken cancel)
    {
        var elsewhere = Environment.GetEnvironmentVariable(OtlpEndpoint) is { Length: > 0 } given ? given : null;
        var view = await OperationsServer.Start(new(OperationsPort, this, OperatorToken, Broker, elsewhere, new(), TimeProvider.System), cancel);
        lock (writing)
            operations = view;
        if (view.Port != OperationsPort)
            Tell(ViewName, $"port {OperationsPort} is taken, so the operations view listens on {view.Port}");
        if (elsewhere is null)
            foreach (var environment in environments)
                foreach (var (variable, value) in view.Variables)
                    environment[variable] = value;
    }

    /// <summary>For one question of the operations view.</summary>
    string OperatorToken() => DevelopmentKey.Of(folder).Token(Inputs.Issuer(), "dev-operations-view", ["operator"], null, TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(2));

    /// <summary>Of our own broker; of somebody else's when the environment says where its management API is.</summary>
    Uri? Broker()
    {
        lock (writing)
            return kept.OfType<KeptServer>().Select(server => server.Management).FirstOrDefault(management => management is not null)
                ?? (Uri.TryCreate(Environment.GetEnvironmentVariable("Messaging__Management"), UriKind.Absolute, out var given) ? given : null);
    }

    KeptServer ServerFor(Container container, Wiring wiring, Ports ports)
    {
        string? Setting(params ReadOnlySpan<string> endings)
        {
            foreach (var ending in endings)
                if (container.Environment.FirstOrDefault(variable => variable.Key.EndsWith(ending, StringComparison.Ordinal)).Value is { } text)
                    return wiring.Expressions.Resolve(text);
            return null;
        }

        var client = container.Bindings.ContainsKey("tcp") ? "tcp" : container.Bindings.Keys.First();
        var options = new ServerOptions(folder.Data(container.Name))
        {
            Port = ports.Of($"{container.Name}.{client}"),
            ManagementPort = ports.Of($"{container.Name}.management"),
            User = Setting("_USER"),
            Password = Setting("_PASSWORD", "_PASS") ?? throw new Problem($"The manifest's {container.Name} has no password in its environment."),
            Log = folder.Log(container.Name),
        };
        return new KeptServer(container.Name, Product.Of(container), options, this);
    }

    KeptService ServiceFor(Project project, string replica, Wiring wiring, Dictionary<string, string?> environment, string program)
    {
        var url = $"http://{(Wiring.IsExternal(project) ? "localhost" : "127.0.0.1")}:{wiring.PortOf(replica)}";
        if (Wiring.IsExternal(project))
            entrance ??= url;
        var command = new Command("dotnet", [program], folder.Log(replica))
        {
            Folder = Path.GetDirectoryName(Path.GetFullPath(Path.Combine(wishes.Manifest, "..", project.Path)))!,
            Environment = environment,
        };
        return new KeptService(replica, project.Name, url, command, this);
    }

    async Task StartServers(Manifest manifest, Wiring wiring, CancellationToken cancel)
    {
        await Task.WhenAll(kept.OfType<KeptServer>().Select(server => server.Start(cancel)));
        foreach (var server in manifest.Containers.Where(container => wiring.Given(container) is not null || wiring.IsOurs(container)).Where(container => Product.Of(container).HoldsDatabases))
            foreach (var database in wiring.LyingOn(server).Where(database => wiring.Given(database) is null))
            {
                await Databases.Ensure(database, wiring.Expressions.Resolve(database.ConnectionString!)!, cancel);
                Note(new ResourceState(database.Name, "database", "healthy", null, null, null, null));
            }
    }

    /// <summary>Somebody else's servers and databases are listed, and otherwise left alone.</summary>
    void NoteOthers(Manifest manifest, Wiring wiring)
    {
        foreach (var given in manifest.Resources.Where(resource => wiring.Given(resource) is not null))
            Note(new ResourceState(given.Name, given is Container ? "server" : "database", "given", null, null, null, null));
    }

    void Note(ResourceState other)
    {
        lock (writing)
            others.Add(other);
        Tell(other.Name, other.Status);
    }

    /// <summary>The kernel asks the children of a killed run to stop; until they have, they hold their ports and data.</summary>
    async Task WhatAKilledRunLeft(CancellationToken cancel)
    {
        var left = folder.Read<State>(State.File)?.Resources.Where(resource => resource.IsRunning).ToList() ?? [];
        var since = TimeProvider.System.GetTimestamp();
        while (left.Any(resource => resource.IsRunning))
        {
            if (TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(20))
                left.ForEach(resource => { if (resource.IsRunning) Signal.Kill.Send(resource.Pid!.Value); });
            await Task.Delay(100, cancel);
        }
    }

    /// <summary>Services before the servers they use, the portal before the services.</summary>
    async Task Stop()
    {
        foreach (var service in Services.Reverse())
            await service.Stop();
        await Task.WhenAll(kept.OfType<KeptServer>().Select(server => server.Stop()));
    }

    /// <summary>Two things at once; when one fails the other is called off.</summary>
    static async Task<T> Both<T>(Func<CancellationToken, Task<T>> one, Func<CancellationToken, Task> other, CancellationToken cancel)
    {
        using var callOff = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var (first, second) = (one(callOff.Token), other(callOff.Token));
        try
        {
            await await Task.WhenAny(first, second);
            await Task.WhenAll(first, second);
        }
        catch
        {
            await callOff.CancelAsync();
            await Task.WhenAll(first, second).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
        return await first;
    }

    public void Tell(string resource, string what)
    {
        lock (writing)
        {
            folder.Write(State.File, State);
            say(resource, what);
        }
    }

    public bool Ask(string resource, Wish wish)
    {
        Kept? asked;
        lock (writing)
            asked = kept.FirstOrDefault(one => one.Name == resource);
        asked?.Ask(wish);
        return asked is not null;
    }

    /// <summary>What <c>./platform start</c>, <c>stop</c> and <c>restart</c> ask from another process.</summary>
    async Task PassRequestsOn(CancellationToken cancel)
    {
        using var look = new PeriodicTimer(looksForRequests);
        while (await look.WaitForNextTickAsync(cancel))
            foreach (var (resource, wish) in folder.TakeRequests())
                Ask(resource, wish);
    }

    static Vitals Unwatched(ResourceState state) => new(state, state.Name, null, 0, null);
}
