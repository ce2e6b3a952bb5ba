#!/usr/bin/env bash
# A good engineer guesses: a proxy sends on the path it was given, or the same path written otherwise.
# What happens: "%2F" arrives as "%252F" with every kind of route, so that "a%2Fb" and "a%252Fb" cannot be told apart behind the proxy;
#   "%5C", "%20" and "%3F" arrive as they were.
# Where it hurts: identifiers of this field have slashes: symbols of documents (A/RES/55/25), ELI, file numbers of requests. A service asked
#   for one directly finds it, and through the gateway answers 404.
# Our product: has no slash in an identifier that stands in a path; its gateway is services/Portal/Gateway/GatewayRoutes.cs.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Yarp.ReverseProxy" Version="[2.3.0]" /></ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Configuration;

await using var service = Make();
service.Map("/{**path}", (HttpContext context) => context.Features.Get<IHttpRequestFeature>()!.RawTarget);
await service.StartAsync();

await using var proxy = Make(services => services.AddReverseProxy().LoadFromMemory(
    [
        Route("plain"),
        Route("prefix", new() { ["PathRemovePrefix"] = "/prefix" }),
        Route("pattern", new() { ["PathPattern"] = "/{**path}" }),
    ],
    [new ClusterConfig { ClusterId = "service", Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = service.Urls.Single() } } }]));
proxy.MapReverseProxy();
await proxy.StartAsync();

using var client = new HttpClient { BaseAddress = new Uri(proxy.Urls.Single()) };
foreach (var path in new[] { "/plain/A%2FRES", "/prefix/A%2FRES", "/pattern/A%2FRES", "/prefix/A%252FRES", "/prefix/A%5CRES", "/prefix/A%20RES", "/prefix/A%3FRES" })
    Console.WriteLine($"{path} arrives as {await client.GetStringAsync(path)}");

static RouteConfig Route(string name, Dictionary<string, string>? transform = null) =>
    new() { RouteId = name, ClusterId = "service", Match = new() { Path = $"/{name}/{{**path}}" }, Transforms = transform is null ? null : [transform] };

static WebApplication Make(Action<IServiceCollection>? add = null)
{
    var builder = WebApplication.CreateBuilder();
    builder.Logging.ClearProviders();
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    add?.Invoke(builder.Services);
    return builder.Build();
}
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  Yarp.ReverseProxy 2.3.0 on ASP.NET Core 10
expected:  the service gets each path as it was asked for
seen:      A%2FRES becomes A%252FRES, the others stay
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
/plain/A%2FRES arrives as /plain/A%252FRES
/prefix/A%2FRES arrives as /A%252FRES
/pattern/A%2FRES arrives as /A%252FRES
/prefix/A%252FRES arrives as /A%252FRES
/prefix/A%5CRES arrives as /A%5CRES
/prefix/A%20RES arrives as /A%20RES
/prefix/A%3FRES arrives as /A%3FRES
E
