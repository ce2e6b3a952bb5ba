using ManifestRunner.Identity;
using ManifestRunner.Processes;
using ManifestRunner.Running;
using ManifestRunner.Verbs;
using Npgsql;

const string ManifestFile = "aspire-manifest.json";

try
{
    var verb = args.FirstOrDefault() ?? "";
    var options = new Options(verb, args.Skip(1), ["manifest", "port", "operations-port", "replicas", "configuration", "role", "state", "subject", "minutes", "to", "keep", "at", "backup", "from", "drop"], ["detach", "supervise", "json", "follow", "list", "all"]);
    var manifest = Path.GetFullPath(options.One("manifest") ?? ManifestFile);
    var folder = new PlatformFolder(Path.GetDirectoryName(manifest)!);
    return verb switch
    {
        "up" => await Up.Run(folder, manifest, options),
        "down" => await Down.Run(folder),
        "status" => Status.Run(folder, options),
        "logs" => await Logs.Run(folder, options),
        "start" => await OneResource.Run(folder, options, Wish.Start),
        "stop" => await OneResource.Run(folder, options, Wish.Stop),
        "restart" => await OneResource.Run(folder, options, Wish.Restart),
        "backup" => await Backup.Run(folder, manifest, options),
        "restore" => await Restore.Run(folder, manifest, options),
        "token" => Token.Run(folder, options),
        "identity" => Identity(folder),
        _ => throw new Problem($"There is no ./platform {verb}. See ./platform help"),
    };
}
catch (Problem problem)
{
    return Failed(problem.Message);
}
catch (OperationCanceledException)
{
    return Failed("Stopped, as asked.");
}
catch (NpgsqlException refused)
{
    return Failed($"PostgreSQL refused: {refused.Message}");
}
catch (UnauthorizedAccessException refused)
{
    return Failed($"{refused.Message} Another user ran the platform here before: run as that user, or remove .platform/");
}
catch (IOException failure)
{
    return Failed($"{failure.Message}{(failure.HResult == 28 ? " Make room on the disk and start again." : "")}");
}

// For whoever runs the topology by other means (Aspire): the two inputs, as environment variables.
static int Identity(PlatformFolder folder)
{
    Console.WriteLine($"Parameters__identity_issuer={Inputs.Issuer()}");
    Console.WriteLine($"Parameters__identity_keys={DevelopmentKey.Of(folder).KeySet}");
    return 0;
}

static int Failed(string line)
{
    Console.Error.WriteLine($"platform: {line}");
    return 1;
}
