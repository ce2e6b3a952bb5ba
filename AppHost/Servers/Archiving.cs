namespace AppHost.Servers;

/// <summary>How the local PostgreSQL is started so that pgBackRest can keep its write-ahead log; shared with <c>tools/Operator</c>, which begins the archive.</summary>
static class Archiving
{
    /// <summary>pgBackRest's settings for the archive, in the data folder: new data begin without, moved data take them along.</summary>
    /// <remarks>As long as there are none, nothing is archived.</remarks>
    public const string Configuration = "pgbackrest.conf";

    /// <summary>pgBackRest's name for the databases; every server has a folder of its own, so that one name is enough.</summary>
    public const string Stanza = "platform";

    /// <summary>At most this much of what was recorded is lost with the disk, in seconds.</summary>
    const int Timeout = 60;

    /// <summary>Values for <c>postgres -c</c>. The command runs in the data folder; when it fails PostgreSQL keeps its log and tries again.</summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        "archive_mode=on",
        $"archive_timeout={Timeout}",
        $"archive_command=test ! -e {Configuration} || pgbackrest --config=\"$PWD/{Configuration}\" --stanza={Stanza} --pg1-path=\"$PWD\" archive-push %p",
    ];
}
