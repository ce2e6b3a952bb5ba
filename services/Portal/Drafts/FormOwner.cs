using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Portal.Drafts;

/// <summary>Marks a form with whom it was shown to, so that what they typed is theirs also when it comes back in a session of nobody, or of somebody else.</summary>
/// <remarks>It lets nothing be done: it says only among whose drafts to put what was typed, and who does not have it cannot make it.</remarks>
sealed class FormOwner(IDataProtectionProvider protection)
{
    readonly IDataProtector protector = protection.CreateProtector("Portal.Drafts.FormOwner");

    public string Seal(Guid person) => protector.Protect(person.ToString());

    /// <returns>Null for what was not sealed here.</returns>
    public Guid? Of(string? mark)
    {
        try
        {
            return string.IsNullOrEmpty(mark) ? null : Guid.Parse(protector.Unprotect(mark));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
