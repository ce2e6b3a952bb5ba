#!/usr/bin/env bash
# A good engineer guesses: AppendLiteral puts a text into an expression as it is, and only what is in holes is formatted.
# What happens: the text becomes part of a format string. Braces in it raise when the value is asked for, long after and far from where the text was given;
#   "{0}" takes the place of the next value.
# Where it hurts: a password or a connection string with braces works on every machine until one is drawn that has them.
# Our product: puts what is secret into parameters, and doubles braces where literals have them, AppHost/.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > finding.csproj <<'E'
<Project Sdk="Aspire.AppHost.Sdk/13.6.4">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><NoWarn>ASPIRE010</NoWarn></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Aspire.Hosting.AppHost" Version="[13.6.5]" />
    <PackageReference Include="Nerdbank.MessagePack" Version="[1.3.88]" />
  </ItemGroup>
</Project>
E
cat > Program.cs <<'E'
using Aspire.Hosting.ApplicationModel;

foreach (var literal in new[] { "plain", "pa{ss}word", "pa{word", "{0}" })
{
    var builder = new ReferenceExpressionBuilder();
    builder.AppendLiteral(literal);
    builder.AppendLiteral(" ");
    builder.AppendFormatted(new Value());
    try
    {
        Console.WriteLine($"{literal} => {await builder.Build().GetValueAsync(CancellationToken.None)}");
    }
    catch (FormatException refused)
    {
        Console.WriteLine($"{literal} => {refused.GetType().Name}");
    }
}

sealed class Value : IValueProvider, IManifestExpressionProvider
{
    public string ValueExpression => "value";
    public ValueTask<string?> GetValueAsync(CancellationToken cancel) => ValueTask.FromResult<string?>("value");
}
E
dotnet build finding.csproj -v q --nologo -o bin > build.log || { cat build.log; exit 2; }
dotnet bin/finding.dll > output

cat <<'E'
software:  Aspire.Hosting.AppHost 13.6.5, ReferenceExpressionBuilder.AppendLiteral
expected:  each literal comes out as it went in
seen:      two raise, one takes the value that comes after it
output:
E
sed 's/^/  /' output
diff - output <<'E' || { echo 'The behaviour has changed.'; exit 1; }
plain => plain value
pa{ss}word => FormatException
pa{word => FormatException
{0} => value value
E
