using System.Globalization;
using ManifestRunner.OperationsView.Pages;
using ManifestRunner.OperationsView.Telemetry;
using ManifestRunner.Running;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ManifestRunner.OperationsView;

/// <summary>Every address of the operations view, and what has to hold before it answers.</summary>
sealed class Routes
{
    static readonly Dictionary<string, string> assets = new() { ["view.css"] = "text/css", ["live.js"] = "text/javascript", ["icon.svg"] = "image/svg+xml" };

    readonly ViewOptions options;
    readonly Access access;
    readonly Received received;
    readonly Journals journals;

    Routes(ViewOptions options, Access access, Received received, Journals journals) => (this.options, this.access, this.received, this.journals) = (options, access, received, journals);

    public static void Map(WebApplication app, ViewOptions options, Access access, Received received, Journals journals)
    {
        var routes = new Routes(options, access, received, journals);
        app.Use(routes.Guard);
        app.UseRouting();

        var receiver = new Receiver(access, received);
        app.MapPost("/v1/traces", receiver.Traces);
        app.MapPost("/v1/logs", receiver.Logs);
        app.MapPost("/v1/metrics", receiver.Metrics);

        app.MapGet("/login", access.SignIn);
        foreach (var (name, type) in assets)
            app.MapGet($"/{name}", context => Asset(context, name, type));

        app.MapGet("/", context => Access.Write(context, ResourcesPage.Of(options.Running.Resources, received.Metrics, options.Time.GetUtcNow(), access.FormToken)));
        app.MapPost("/resources/{name}/{wish}", routes.Wish);
        app.MapGet("/console", context => Access.Write(context, ConsolePage.List(options.Running.Resources)));
        app.MapGet("/console/{name}.txt", context => routes.Console(context, asText: true));
        app.MapGet("/console/{name}", context => routes.Console(context, asText: false));
        app.MapGet("/logs", routes.Logs);
        app.MapGet("/traces", routes.Traces);
        app.MapGet("/traces/{trace}", routes.Trace);
        app.MapGet("/metrics", context => Access.Write(context, MetricsPage.Of(received.Metrics, context.Text("instrument"), Math.Max(1, context.Number("minutes", 15, 60)), routes.Elsewhere)));
        app.MapGet("/journals", async context => await Access.Write(context, JournalsPage.Of(await journals.All(context.RequestAborted), access.FormToken, Html.Nothing)));
        app.MapPost("/journals/{service}/verify", context => routes.Verify(context, full: false));
        app.MapPost("/journals/{service}/verify-full", context => routes.Verify(context, full: true));
        app.MapPost("/journals/{service}/{source}/{position}/retry", routes.Retry);
        Api.Map(app, received, options.Running);
        app.MapFallback(NotFound);
    }

    /// <summary>Host, then headers, then who it is; telemetry has a key of its own, and the way in and the looks are for everyone.</summary>
    async Task Guard(HttpContext context, Func<Task> next)
    {
        Access.Harden(context.Response);
        var path = context.Request.Path.Value ?? "/";
        if (!Access.IsLoopback(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            await context.Response.WriteAsync("This is reached as localhost or 127.0.0.1 only.");
        }
        else if (path.StartsWith("/v1/", StringComparison.Ordinal) || path == "/login" || assets.ContainsKey(path.TrimStart('/')))
            await next();
        else if (!access.MaySee(context.Request))
            await Access.Refuse(context);
        else if (HttpMethods.IsPost(context.Request.Method) && !await access.IsOurs(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await Access.Write(context, Layout.Notice("Not done", Html.Of($"This form is not from a page of this run. Go <a href=\"/\">back to the resources</a> and try again.")));
        }
        else
            await next();
    }

    Task Wish(HttpContext context)
    {
        if (!Enum.TryParse<Wish>(context.Route("wish"), ignoreCase: true, out var wish) || !Enum.IsDefined(wish) || !options.Running.Ask(context.Route("name"), wish))
            return NotFound(context);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/";
        return Task.CompletedTask;
    }

    Task Console(HttpContext context, bool asText)
    {
        if (options.Running.Resources.FirstOrDefault(resource => resource.State.Name == context.Route("name"))?.State is not { Log: not null } state)
            return NotFound(context);
        if (!asText)
            return Access.Write(context, ConsolePage.Of(state, context.Number("lines", 200, 5000), context.Text("contains")));
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(string.Join('\n', ConsolePage.Tail(state.Log, int.MaxValue, null)) + "\n");
    }

    Task Logs(HttpContext context)
    {
        var (resource, level, text, trace) = (context.Text("resource"), context.Level(), context.Text("text"), context.Text("trace"));
        return Access.Write(context, LogsPage.Of(received.Logs.List(resource, level, text, trace, LogsPage.Most), Senders, resource, level, text, trace, Elsewhere));
    }

    Task Traces(HttpContext context)
    {
        var filter = context.Filter();
        return Access.Write(context, TracesPage.Of(received.Traces.List(filter, TracesPage.Most), Senders, filter, Elsewhere));
    }

    Task Trace(HttpContext context)
    {
        var id = context.Route("trace");
        return received.Traces.Of(id) is { Count: > 0 } spans
            ? Access.Write(context, TracePage.Of(spans, [.. received.Logs.List(null, LogLevel.Trace, null, id, LogsPage.Most).Reverse()], Telemetry.Traces.Summary(id, spans), withDatabase: context.Text("database") != "no"))
            : NotFound(context);
    }

    async Task Verify(HttpContext context, bool full)
    {
        var service = context.Route("service");
        var found = await journals.Verify(service, full, context.RequestAborted);
        await Access.Write(context, JournalsPage.Of(await journals.All(context.RequestAborted), access.FormToken, JournalsPage.Outcome(service, found)));
    }

    async Task Retry(HttpContext context)
    {
        if (!long.TryParse(context.Route("position"), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            await NotFound(context);
            return;
        }
        var outcome = await journals.Retry(context.Route("service"), context.Route("source"), position, context.RequestAborted);
        await Access.Write(context, JournalsPage.Of(await journals.All(context.RequestAborted), access.FormToken, JournalsPage.Outcome(outcome)));
    }

    /// <summary>Who sends telemetry: services, and their processes where there are several.</summary>
    IEnumerable<string> Senders => options.Running.Resources.Where(resource => resource.State.Kind == "service").SelectMany(resource => (string[])[resource.Service, resource.State.Name]).Distinct();

    Html Elsewhere => options.TelemetryElsewhere is { } address
        ? Html.Of($"""<p class="notice">The services send their telemetry to <code>{address}</code> (OTEL_EXPORTER_OTLP_ENDPOINT was set when the platform was started), so what they measure, log and trace is there and not here.</p>""")
        : Html.Nothing;

    static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Access.Write(context, Layout.Notice("Not here", Html.Of($"There is no such page, resource or trace here, or no longer: only the last traces and logs are kept.")));
    }

    static async Task Asset(HttpContext context, string name, string type)
    {
        context.Response.ContentType = $"{type}; charset=utf-8";
        await using var asset = typeof(Routes).Assembly.GetManifestResourceStream($"OperationsView/{name}")!;
        await asset.CopyToAsync(context.Response.Body);
    }
}
