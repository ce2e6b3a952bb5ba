using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using ServiceDefaults.Access;

namespace Portal.Tests.Cooperation;

[Collection(BeforeRealServices.Name)]
public class Authorities_of_one_name(RealServices services)
{
    /// <summary>No other test designates one of this name in the services that they share.</summary>
    const string Name = "Bureau of one name";

    [Fact]
    public async Task Are_told_apart_where_one_is_chosen_and_where_one_is_asked()
    {
        await services.Clear();
        foreach (var (state, territory) in new[] { ("DNK", "Greenland"), ("DNK", "Faroe Islands"), ("NLD", "Aruba"), ("NLD", "Curaçao") })
        {
            using var made = await services.Networks.As(Role.NetworkOfficer).PostAsJsonAsync("/authorities", new
            {
                state,
                details = new
                {
                    names = new { en = Name }, territory, functions = new[] { new { instrument = "uncac", function = "mutual-legal-assistance" } },
                        source = new { reference = "NV 1", date = "2026-01-02" },
                },
            });
            made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        }
        using var browser = await Browser.Of(services.Portal, Role.CentralAuthority, "DNK");
        var addressee = Regex.Match((await browser.Get($"/directory?state=NLD&q={Uri.EscapeDataString(Name)}")).Text, "/authorities/([0-9a-f-]{36})").Groups[1].Value;

        var page = await browser.Get($"/cooperation/new?to={addressee}");

        foreach (var sender in new[] { $"{Name} (Greenland)", $"{Name} (Faroe Islands)" })
            page.Markup.ShouldContain($">{sender}</option>");
        (page.Words.Contains($"{Name} (Aruba)", StringComparison.Ordinal) ^ page.Words.Contains($"{Name} (Curaçao)", StringComparison.Ordinal)).ShouldBeTrue(page.Words);
    }
}
