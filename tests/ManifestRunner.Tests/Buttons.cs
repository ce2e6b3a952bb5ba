using System.Net;
using System.Text.RegularExpressions;

namespace ManifestRunner.Tests;

/// <summary>Uses the pages as a person does: by what is on them.</summary>
static partial class Buttons
{
    /// <summary>Presses the button of the form that leads to an address, with the hidden field that stands in it.</summary>
    /// <returns>The page that follows.</returns>
    public static async Task<string> Press(this HttpClient browser, string page, string action)
    {
        var form = Form().Matches(await browser.GetStringAsync(page)).SingleOrDefault(form => WebUtility.HtmlDecode(form.Groups["action"].Value) == action)
            ?? throw new InvalidOperationException($"{page} has no form that leads to {action}.");
        using var answer = await browser.PostAsync(action, new FormUrlEncodedContent([new(form.Groups["name"].Value, form.Groups["value"].Value)]));
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    [GeneratedRegex("<form method=\"post\" action=\"(?<action>[^\"]+)\"><input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]+)\">")]
    private static partial Regex Form();
}
