using Portal.Users;
using ServiceDefaults.Access;

namespace Portal.Pages;

/// <summary>Who reads the page, as far as pages show it. One for each request; sign-in fills it, and nobody signed in leaves it as it is.</summary>
public sealed class Visitor
{
    /// <summary>What the frame calls the reader. Null for the public.</summary>
    public Person? Person { get; set; }

    /// <summary>What the reader may be towards the platform, and for which State. Says what to offer; whether it is allowed is for the services to say.</summary>
    public Asker Asker { get; set; } = Asker.Public;

    public bool IsSignedIn => Person is not null;
}
