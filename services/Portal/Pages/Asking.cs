using System.Globalization;
using System.Text.Json;
using Portal.Languages;
using ServiceDefaults.Answers;
using ServiceDefaults.Reading;

namespace Portal.Pages;

/// <summary>What a page can be asked for: its controls as they stand. The page shows them, and so does what is said when one of them cannot be taken.</summary>
/// <param name="Name">Text that says what they are for.</param>
/// <param name="Submit">Text of the button.</param>
public sealed record Asking(string Name, string Submit, bool IsSearch, IReadOnlyList<Control> Controls)
{
    static readonly Rule nothingToChoose = new("portal/choice", "asked"), endsBeforeItBegins = new("portal/period");

    /// <summary>The controls with what the address of the request says.</summary>
    public static Asking Of(HttpContext context, string name, string submit, bool isSearch, params IReadOnlyList<Control> controls) =>
        new(name, submit, isSearch, [.. controls.Select(control => context.Request.Query.TryGetValue(control.Name, out var asked) ? control with { Value = asked.ToString().Trim() }
            : control)]);

    public string? this[string control] => Controls.FirstOrDefault(it => it.Name == control)?.Value is { Length: > 0 } value ? value : null;

    /// <summary>The day of a control; null where it is blank.</summary>
    /// <exception cref="Refused">It holds no day.</exception>
    public DateOnly? Day(string control) => Written.Date(this[control], control);

    /// <summary>Takes what was asked, or says what of it cannot be.</summary>
    /// <exception cref="Refused">A day is none, a period ends before it begins, or what was chosen is not among what can be.</exception>
    public Asking Taken()
    {
        foreach (var control in Controls)
            if (control.Kind == ControlKind.Day)
                Day(control.Name);
            else if (control is { Options.Count: > 0, Value: { Length: > 0 } value } && control.Options.All(option => option.Value != value))
                throw new Refused(Refusal.Invalid(nothingToChoose.With(RefusalValue.Text(value)), control.Name));
        return Controls.Any(control => control is { Name: "from", Kind: ControlKind.Day }) && Day("from") is { } from && Day("to") is { } to && from > to
            ? throw EndsBeforeItBegins() : this;
    }

    public static Refused EndsBeforeItBegins() => new(Refusal.Invalid(endsBeforeItBegins, "to"));
}

public enum ControlKind
{
    Day,
    Choice,
    Words,

    /// <summary>Goes along unseen.</summary>
    Kept,
}

/// <summary>One control of a page.</summary>
/// <param name="Name">Of its parameter.</param>
/// <param name="Label">Its text.</param>
/// <param name="Value">As the address writes it; before it says anything, what the page takes by itself.</param>
public sealed record Control(string Name, string Label, ControlKind Kind, string? Value = null)
{
    /// <summary>Text that says more.</summary>
    public string? Help { get; init; }

    /// <summary>What can be chosen, by its value in the address. Empty while the service that knows is away.</summary>
    public IReadOnlyList<(string Value, string Text)> Options { get; init; } = [];

    /// <summary>Whether nothing need be chosen.</summary>
    public bool OrAny { get; init; }

    /// <summary>In the page.</summary>
    public string Id => JsonNamingPolicy.KebabCaseLower.ConvertName(Name);

    public static Control OfDay(string name, string label, DateOnly? day = null) => new(name, label, ControlKind.Day, day?.ToString("O", CultureInfo.InvariantCulture));

    public static Control Choice(string name, string label, bool orAny, IEnumerable<(string Value, string Text)> options) =>
        new(name, label, ControlKind.Choice) { OrAny = orAny, Options = [.. options] };
}

/// <summary>How the controls of a page are had without the page.</summary>
sealed record AsksBy(Func<HttpContext, CancellationToken, Task<Asking>> Read);
