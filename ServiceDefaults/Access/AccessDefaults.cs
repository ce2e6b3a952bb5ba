using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Access;

static class AccessDefaults
{
    /// <exception cref="FormatException">A line of <c>Identity:Keys</c> is neither a set of public keys nor an address of one.</exception>
    public static void AddAccess(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var (given, addresses) = TrustedKeys.Read(configuration["Identity:Keys"]);
        var issuer = configuration["Identity:Issuer"];

        services.AddSingleton(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            return new TrustedKeys(given, [.. addresses.Select(address => new KeyAddress(address, time, provider.GetRequiredService<ILogger<KeyAddress>>()))]);
        });
        services.AddSingleton(provider =>
        {
            var keys = provider.GetRequiredService<TrustedKeys>();
            if (keys.IsEmpty || string.IsNullOrEmpty(issuer))
                provider.GetRequiredService<ILogger<TokenVerifier>>().LogWarning("Identity:Keys or Identity:Issuer is not set: what is public works, every token is refused");
            return new TokenVerifier(keys, issuer, provider.GetRequiredService<TimeProvider>(), environment.IsDevelopment());
        });
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<TokenVerifier>((bearer, verifier) =>
        {
            bearer.TokenHandlers.Clear();
            bearer.TokenHandlers.Add(verifier);
            bearer.TokenValidationParameters = verifier.Parameters;
            bearer.Events = new BearerEvents();
        });

        services.AddTransient<IStartupFilter, EveryEndpointSaysWho>();
    }
}
