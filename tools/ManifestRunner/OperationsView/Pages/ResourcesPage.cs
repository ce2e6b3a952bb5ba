using System.Text.Json;
using ManifestRunner.OperationsView.Telemetry;
using ManifestRunner.Running;

namespace ManifestRunner.OperationsView.Pages;

/// <summary>What runs and how it is, with the buttons that change it.</summary>
static class ResourcesPage
{
    public static Html Of(IReadOnlyList<Vitals> resources, Metrics metrics, DateTimeOffset now, string formToken)
    {
        var memory = metrics.Of(Measurements.Memory.Name, TimeSpan.FromMinutes(1), series => series.Resource).ToDictionary(line => line.Name, line => line.Now);
        return Layout.Page("Resources", "/", Html.Of($"""
            <div data-live id="resources">
            <p class="lead">{Summary(resources)}</p>
            <table class="cards">
            <thead><tr><th>Name</th><th>State</th><th>Health</th><th>Address</th><th>Process</th><th>Memory</th><th>Do</th></tr></thead>
            <tbody>{resources.Select(resource => Row(resource, memory.GetValueOrDefault(resource.State.Name, double.NaN), now, formToken))}</tbody>
            </table>
            </div>
            """));
    }

    static string Summary(IReadOnlyList<Vitals> resources)
    {
        var unwell = resources.Where(resource => resource.State.Status is not ("healthy" or "given")).ToList();
        return unwell.Count == 0
            ? $"All {resources.Count} resources are healthy."
            : $"{resources.Count - unwell.Count} of {resources.Count} resources are healthy; not so: {string.Join(", ", unwell.Select(one => $"{one.State.Name} ({one.State.Status})"))}.";
    }

    static Html Row(Vitals resource, double memory, DateTimeOffset now, string formToken)
    {
        var state = resource.State;
        return Html.Of($"""
            <tr id="{state.Name}">
            <th scope="row" data-label="Name"><span>{Name(state)} <span class="kind">{state.Kind}</span></span></th>
            <td data-label="State">{Badge(state.Status)}</td>
            <td data-label="Health"><div>{Health(resource.Health)}</div></td>
            <td data-label="Address">{Address(state)}</td>
            <td data-label="Process">{Process(resource, now)}</td>
            <td data-label="Memory" class="number">{Written.Bytes(memory)}</td>
            <td data-label="Do" class="do"><div>{(state.Kind is "server" or "service" && state.Status != "given" ? Buttons(state, formToken) : Html.Nothing)}</div></td>
            </tr>
            """);
    }

    static Html Name(ResourceState state) => state.Log is null ? Html.Of($"{state.Name}") : Html.Of($"""<a href="/console/{state.Name}" title="Console log">{state.Name}</a>""");

    public static Html Badge(string status) => Html.Of($"""<span class="badge {status switch { "healthy" or "given" => "good", "unhealthy" => "bad", "stopped" => "off", _ => "busy" }}">{status}</span>""");

    static Html Address(ResourceState state) => state switch
    {
        { Kind: "operations" } => Html.Of($"this page"),
        { Kind: "service", Url: { } url } => Html.Of($"""<a href="{url}">{url}</a>"""),
        { Url: { } url } => Html.Of($"<code>{url}</code>"),
        _ => Html.Of($"{Written.Nothing}"),
    };

    static Html Process(Vitals resource, DateTimeOffset now) => resource.State.Pid is not { } pid
        ? Html.Of($"{Written.Nothing}")
        : Html.Of($"""pid {pid}{(resource.Since is { } since ? Html.Of($", up {Written.Duration(now - since)}") : Html.Nothing)}{(resource.Restarts > 0 ? Html.Of($", started again {resource.Restarts} ×") : Html.Nothing)}""");

    static Html Buttons(ResourceState state, string formToken)
    {
        Html Button(Wish wish) => Html.Of($"""
            <form method="post" action="/resources/{state.Name}/{wish.ToString().ToLowerInvariant()}"><input type="hidden" name="{Access.FormField}" value="{formToken}"><button aria-label="{wish.ToString()} {state.Name}">{wish.ToString()}</button></form>
            """);
        return state.Status is "stopped" or "stopping" ? Button(Wish.Start) : Html.Of($"{Button(Wish.Restart)}{Button(Wish.Stop)}");
    }

    /// <summary>As ServiceDefaults' <c>/health</c> answers: <c>status</c>, and for each check its status and detail; anything else as it is.</summary>
    public static Html Health(string? said)
    {
        if (string.IsNullOrWhiteSpace(said))
            return Html.Of($"{Written.Nothing}");
        try
        {
            using var report = JsonDocument.Parse(said);
            var checks = report.RootElement.GetProperty("checks").EnumerateObject()
                .Select(check => (check.Name, Status: check.Value.GetProperty("status").GetString() ?? "", Detail: check.Value.TryGetProperty("detail", out var detail) ? detail.GetString() : null)).ToList();
            var unwell = checks.Where(check => !check.Status.Equals("healthy", StringComparison.OrdinalIgnoreCase)).ToList();
            return Html.Of($"""
                {unwell.Select(check => Html.Of($"""<div class="unwell"><strong>{check.Name}</strong> {check.Status}{(check.Detail is null ? "" : $": {check.Detail}")}</div>"""))}
                <details><summary>{checks.Count - unwell.Count} of {checks.Count} checks</summary><ul>{checks.Select(check => Html.Of($"<li>{check.Name}: {check.Status}{(check.Detail is null ? "" : $", {check.Detail}")}</li>"))}</ul></details>
                """);
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Html.Of($"{said[..Math.Min(said.Length, 120)]}");
        }
    }
}
