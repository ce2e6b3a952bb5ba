using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServiceDefaults.Access;

namespace Portal.Tests.Forms;

/// <summary>
/// Everything that a form offers to choose from is known to whom it goes to: each value of each list, sent once; and what is said to it is said in the reader's language.
/// </summary>
[Collection(BeforeRealServices.Name)]
public partial class Every_list_of_every_form(RealServices services)
{
    /// <summary>Rules by which a service says that it does not know a value, or takes it never: what no list may offer.</summary>
    [GeneratedRegex("unreadable-field|-unknown$|-is-a-state$|reviews-a-state$|reviewed-by-states$|programme-closed$|/never-for-")]
    private static partial Regex IsUnknown();

    /// <summary>So many of a list of which several can be chosen are sent together.</summary>
    const int AtOnce = 40;

    [Fact]
    public async Task Offers_only_what_is_taken()
    {
        await services.Clear();
        var (offences, told, values) = (new List<string>(), new HashSet<string>(), 0);

        // Who else is asked the same form is offered the same.
        foreach (var form in new EveryForm(services).All.DistinctBy(it => it.Name))
        {
            using var browser = await Browser.Of(services.Portal, form.Role, form.State);
            await browser.Get("/?lang=ar");
            var page = await form.Page();
            var open = await browser.Get(page);
            var asked = FormOnPage.Of(open, form.Name);
            // What must be chosen and can be anything stands, or is the first that is offered.
            var right = asked.Fields.Where(it => it.IsRequired && !OtherRow().IsMatch(it.Name))
                .ToDictionary(it => it.Name, it => it.Value.Length > 0 ? it.Value : it.Offers.First(offer => offer.Length > 0));
            foreach (var (field, typed) in form.Right)
                right[field] = typed;
            // Of rows that are alike the first stands for all.
            var lists = asked.Offered.Where(it => form.Once is { } named ? named.Contains(it.Name) : !OtherRow().IsMatch(it.Name)).ToList();
            foreach (var list in form.Once ?? [])
                lists.ShouldContain(it => it.Name == list, $"{form} offers nothing in {list}");
            foreach (var list in lists.GroupBy(it => (it.Name, it.AreSeveral)))
                foreach (var some in OneRecord(list.Select(it => it.Value)).Chunk(list.Key.AreSeveral ? AtOnce : 1))
                {
                    // What is decided once is asked anew for each value.
                    var one = form.Once is null ? page : await form.Page();
                    await Try(form, browser, right, one, form.Once is null ? open : await browser.Get(one), list.Key.Name, some);
                }
        }

        string.Join('\n', offences).ShouldBeEmpty();
        values.ShouldBeGreaterThan(1000, "198 States in several lists, and the words of all");

        async Task Try(EachForm form, Browser browser, Dictionary<string, string> right, string page, Page open, string name, string[] some)
        {
            var posted = services.Posted;
            var hidden = new Dictionary<string, string>(open.Form(form.Name)) { ["#key"] = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString(), ["#sure"] = "1" };
            var answer = await browser.Send(page, hidden.Concat(right.Where(it => it.Key != name)).Concat(some.Select(it => KeyValuePair.Create(name, it))));
            values += some.Length;
            var value = string.Join(' ', some);
            offences.AddRange(answer.LatinWords.Where(told.Add).Select(it => $"{form}, {name}: after {value} the page says {it}"));
            if (form.IsThePortals)
            {
                if (answer.Asks(form.Name) && FormOnPage.Of(answer, form.Name) is var filled && filled.HasFaultAt(filled.Fields.First(it => it.Name == name)))
                    offences.Add($"{form}, {name}: {value} is refused: {answer.Words}");
                return;
            }
            services.Posted.ShouldBe(posted + 1, $"{form} {name} {value} did not reach its service: {answer.Words}");
            var (status, problem) = services.Answered;
            status.ShouldBeLessThan(500, $"{form} {name} {value}: {problem}");
            IEnumerable<JsonNode?> faults = problem is null ? [] : problem["errors"] is JsonArray several ? several : [problem];
            if (faults.Any(fault => IsUnknown().IsMatch((string?)fault!["rule"] ?? "") && IsOf(name, (string?)fault["field"])))
                offences.Add($"{form}, {name}: {value} is refused: {problem}");
        }

        // Records are what tests before this one have made: one stands for all, as none is a word that a service could not know.
        static IEnumerable<string> OneRecord(IEnumerable<string> values) => values.GroupBy(it => Guid.TryParse(it, out _)).SelectMany(it => it.Key ? it.Take(1) : it);

        // Of a mechanism and its cycle the service names either.
        static bool IsOf(string name, string? field) => field == name || field?.StartsWith(name + "[", StringComparison.Ordinal) == true
            || (name == "mechanism" && field == "cycle");
    }

    [GeneratedRegex(@"\[[1-9][0-9]*\]\.")]
    private static partial Regex OtherRow();
}
