#pragma warning disable ASPIREPROCESSCOMMAND001 // commands that are programs may still change
using AppHost.Servers;

namespace AppHost.Operators;

/// <summary>A verified copy of all databases while they work, from the dashboard.</summary>
static class BackupCommand
{
    public static IResourceBuilder<LocalServer> WithBackupCommand(this IResourceBuilder<LocalServer> postgres)
    {
        var builder = postgres.ApplicationBuilder;
        return postgres.WithProcessCommand("back-up-now", "Back up now", Path.Combine(builder.AppHostDirectory, "..", "platform"), ["backup", "--folder", builder.Folder().Path], new ProcessCommandOptions
        {
            IconName = "DatabaseArrowUp",
            Description = "A verified copy of all databases, taken while they work. From the first on, every change is archived.",
            Progress = new() { Message = "Backing up …" },
            UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
        });
    }
}
