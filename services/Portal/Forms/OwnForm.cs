using ServiceDefaults.Answers;
using ServiceDefaults.Reading;

namespace Portal.Forms;

/// <summary>A form that the portal itself takes: sign-in, accounts, invitations, freezes. What goes on to a service is the service's to look at.</summary>
static class OwnForm
{
    /// <summary>Passwords are secrets, not names: nobody reads them.</summary>
    static readonly string[] secrets = ["password", "again", "present"];

    /// <summary>Reads what was typed.</summary>
    /// <exception cref="Refused">A field holds what no text may hold.</exception>
    public static async Task<IFormCollection> Typed(this HttpContext context)
    {
        var typed = await context.Request.ReadFormAsync(context.RequestAborted);
        List<FieldFault> faults = [.. typed.SelectMany(field => field.Value.Select(text => TextRules.Fault(text ?? "", field.Key, isFree: secrets.Contains(field.Key)))).OfType<FieldFault>()];
        return Refusal.Invalid(faults) is { } refusal ? throw new Refused(refusal) : typed;
    }
}
