using Portal.Languages;
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
        List<FieldFault> faults = [.. typed.SelectMany(field => field.Value.Select(text => TextRules.Fault(text ?? "", field.Key, isFree: secrets.Contains(field.Key))))
            .OfType<FieldFault>()];
        return Refusal.Invalid(faults) is { } refusal ? throw new Refused(refusal) : typed;
    }

    /// <summary>What no text may hold, by the rules of every service: see <see cref="TextRules"/>.</summary>
    public static IEnumerable<FormFault> Unreadable(FilledForm filled, Language language)
    {
        var (tongue, telling) = (Tongue.Of(language.Code), new Telling(language, new([], []), path => filled.Form.LabelOf(path) is { } label ? language[label] : null));
        foreach (var field in filled.Form.Parts.OfType<Field>())
            if (TextRules.Fault(filled.One(field, field.Name), field.Name, isFree: field.Kind == FieldKind.Paragraphs) is { Said: var said })
                yield return new(field.Name, telling.Tell(said.SentenceIn(tongue), said.In(tongue), Pages.RefusalPages.Values(said, tongue)));
    }

    /// <summary>All that is wrong at once, in the order in which it is asked; of one field the first that was found.</summary>
    public static List<FormFault> Together(Form form, params IEnumerable<FormFault>[] found)
    {
        var order = form.Parts.Select(part => part.Name).ToList();
        return [.. found.SelectMany(it => it).DistinctBy(fault => fault.Field ?? fault.Message.ToString()).OrderBy(fault => order.IndexOf(fault.Field ?? ""))];
    }
}

/// <summary>What the portal itself does with a form.</summary>
/// <param name="Faults">All that is wrong with what was typed beyond what each field says of itself; empty for nothing.</param>
/// <param name="Do">Does it.</param>
public sealed record OwnDeed(Func<FilledForm, Task<IReadOnlyList<FormFault>>> Faults, Func<FilledForm, Task<OwnOutcome>> Do)
{
    /// <summary>A deed of which nothing can be typed wrong.</summary>
    public OwnDeed(Func<FilledForm, Task<OwnOutcome>> deed)
        : this(_ => Task.FromResult<IReadOnlyList<FormFault>>([]), deed)
    {
    }
}

/// <summary>What became of it.</summary>
/// <param name="Fault">Why it was not done after all, by what somebody else did meanwhile; null when it was.</param>
/// <param name="Shown">What its reader sees this once, in the place of the page they are led to; null for nothing.</param>
public sealed record OwnOutcome(FormFault? Fault = null, IResult? Shown = null);
