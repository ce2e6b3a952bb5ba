using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Access;

static class AccessDefaults
{
    /// <exception cref="FormatException"><c>Identity:Keys</c> is given and is no set of public keys.</exception>
    public static void AddAccess(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var keys = SigningKeys.Read(configuration["Identity:Keys"]);
        var issuer = configuration["Identity:Issuer"];

        services.AddSingleton(provider =>
        {
            if (keys.IsEmpty || string.IsNullOrEmpty(issuer))
                provider.GetRequiredService<ILogger<TokenVerifier>>().LogWarning("Identity:Keys or Identity:Issuer is not set: what is public works, every token is refused");
            return new TokenVerifier(keys, issuer, provider.GetRequiredService<TimeProvider>(), environment.IsDevelopment());
        });
        services.AddAuthentication(BearerHandler.Scheme).AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Scheme, null);

        services.AddSingleton<EveryEndpointSaysWho>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<EveryEndpointSaysWho>());
    }
}
