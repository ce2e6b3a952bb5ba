using Microsoft.AspNetCore.Identity;
using Portal.Forms;
using Portal.Languages;
using Portal.SignIn;

namespace Portal.Users;

/// <summary>Changes what a person is called: asked of themselves on their account, and of an operator.</summary>
sealed class Naming(UserManager<PortalUser> users, AccessRecords records)
{
    const string FullName = "fullName";

    /// <summary>What they are called, as every form asks it.</summary>
    /// <param name="isOwn">The reader's own, which their browser may know.</param>
    public static Field Asked(string? first, bool isOwn) =>
        new(FullName, "person.full-name") { IsRequired = true, Hint = "person.full-name-hint", LengthMax = Person.Longest, First = first, Completes = isOwn ? "name" : "off" };

    public static string Typed(FilledForm filled) => Person.Kept(filled.Of(FullName).FirstOrDefault() ?? "");

    /// <summary>What is wrong with the name typed, if anything.</summary>
    public static IEnumerable<FormFault> Faults(FilledForm filled, Language language) =>
        Person.IsName(filled.Of(FullName).FirstOrDefault() ?? "") ? [] : [new(FullName, language["person.no-name"])];

    /// <param name="name">Of the form.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="then">What else is done when it is changed.</param>
    public Form Form(string name, Guid person, string? first, Guid? by, Language language, Func<PortalUser, Task>? then = null) =>
        Forms.Form.OfThePortal(name, [Asked(first, person == by)], new(
        filled => Task.FromResult<IReadOnlyList<FormFault>>([.. Faults(filled, language)]),
        async filled =>
        {
            if (await users.FindByIdAsync(person.ToString()) is not { } user)
                return new(new FormFault(null, language["form.changed-meanwhile"]));
            if (user.FullName == Typed(filled))
                return new();
            user.FullName = Typed(filled);
            records.Note(AccessRecord.Acts.NameChanged, user, by);
            if (!(await users.UpdateAsync(user)).Succeeded)
                return new(new FormFault(null, language["form.changed-meanwhile"]));
            if (then is not null)
                await then(user);
            return new();
        }));
}
