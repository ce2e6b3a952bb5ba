using CliWrap;
using CliWrap.Buffered;
using FaultCampaign.Platforms;

namespace FaultCampaign.Faults;

/// <summary>A file system of its own for the journals' server: an image of fixed size, mounted where the server keeps its data.</summary>
sealed class SmallDisk(string mountedOn) : IAsyncDisposable
{
    /// <summary>Sparse: only what is written takes room.</summary>
    const string Size = "8G";

    readonly string filler = Path.Combine(mountedOn, "filler");

    /// <returns>Why there is none; null when it is mounted.</returns>
    public static async Task<(SmallDisk? Disk, string? Why)> Mount(string image, string on)
    {
        if (!Environment.IsPrivilegedProcess)
            return (null, "only root may mount a small disk");
        Directory.CreateDirectory(on);
        foreach (var (program, arguments) in new (string, string[])[] { ("truncate", ["-s", Size, image]), ("mkfs.ext4", ["-q", "-m", "0", image]), ("mount", ["-o", "loop", image, on]) })
            if (await Run(program, arguments) is { } failed)
                return (null, $"no small disk can be mounted here: {failed}");
        return (new(on), null);
    }

    /// <summary>Takes all the room there is left.</summary>
    public async Task Fill()
    {
        // In pieces: what is left may be scattered, and more may be freed while we take it.
        foreach (var piece in (long[])[1 << 30, 64 << 20, 4 << 20, 256 << 10, 4096])
            for (var file = 0; new DriveInfo(mountedOn).AvailableFreeSpace >= piece && file < 10_000; file++)
                if (await Run("fallocate", ["-l", $"{piece}", $"{filler}-{piece}-{file}"]) is not null)
                    break;
    }

    public void Free()
    {
        foreach (var file in Directory.EnumerateFiles(mountedOn, $"{Path.GetFileName(filler)}-*"))
            File.Delete(file);
    }

    public ValueTask DisposeAsync() => new(Unmount(mountedOn));

    /// <summary>Unmounts what is mounted there, if anything is; what is on it stays in the image.</summary>
    public static async Task Unmount(string on)
    {
        if (await Run("umount", [on]) is not null)
            await Run("umount", ["-l", on]);
    }

    static async Task<string?> Run(string program, string[] arguments)
    {
        try
        {
            var ended = await Cli.Wrap(program).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
            return ended.IsSuccess ? null : $"{program}: {ended.StandardError.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return $"{program}: {missing.Message}";
        }
    }
}

/// <summary>The disk under the journals is full for a while.</summary>
sealed class DiskFull(SmallDisk? disk, string? why) : FaultKind("disk-full")
{
    public override IReadOnlyList<string> Victims { get; } = [PlatformUnderFault.Database];

    protected override (double Least, double Most) Bounds => (6, 20);

    public override Task<string?> Prepare(Scene scene, CancellationToken cancel) => Task.FromResult(disk is null ? why : null);

    public override async Task<string?> Strike(PlannedFault fault, Scene scene, CancellationToken cancel)
    {
        using var _ = await scene.Hold("disk", cancel);
        await disk!.Fill();
        try
        {
            await Scene.Last(fault, cancel);
        }
        finally
        {
            disk.Free();
        }
        return "filled and freed";
    }
}
