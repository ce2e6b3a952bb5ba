using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Portal.Forms;
using ServiceDefaults.Access;

namespace Portal.SignIn;

/// <summary>Sign-in by ASP.NET Core Identity: a cookie for people's browsers, beside the bearer tokens of programs.</summary>
static class SignInDefaults
{
    /// <summary>How long a right that was taken away may still be used from an open browser.</summary>
    public static readonly TimeSpan RightsAreReadEvery = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public const int TriesMax = 5;

    const string Scheme = "Portal";

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddIdentityCore<PortalUser>(options =>
        {
            options.ClaimsIdentity.UserIdClaimType = Asker.Claims.Subject;
            options.ClaimsIdentity.RoleClaimType = Asker.Claims.Role;
            options.Lockout.MaxFailedAccessAttempts = TriesMax;
            options.Lockout.DefaultLockoutTimeSpan = LockedFor;
            options.Password.RequiredLength = 12;       // NIST SP 800-63B §3.1.1.2: length counts, compositions do not
            options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        }).AddUserStore<UserStore>().AddSignInManager().AddClaimsPrincipalFactory<UserPrincipals>()
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddSingleton<IPasswordValidator<PortalUser>>(new GuessablePasswords(builder.Configuration)).AddSingleton<SecondFactor>();
        services.AddHttpContextAccessor();

        // Who comes with a token, or asks for an interface, is a program; everybody else is a browser and comes with a cookie.
        services.Configure<AuthenticationOptions>(options => options.DefaultScheme = Scheme);
        services.AddAuthentication()
            .AddPolicyScheme(Scheme, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 || IsOfPrograms(context.Request.Path) ? "Bearer" : IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, cookie => Configure(cookie, builder.Environment))
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, cookie => ConfigureHalfway(cookie, builder.Environment));
        // It warns that pages with forms are not to be cached; ours say so themselves, a little more mildly.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        services.AddAntiforgery(options =>
        {
            (options.FormFieldName, options.SuppressXFrameOptionsHeader) = ("form-token", true);     // frames are forbidden by SecurityHeaders
            (options.Cookie.Name, options.Cookie.SameSite) = ("form", SameSiteMode.Strict);
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    /// <summary>Interfaces rather than pages: no cookie says who asks there, but for what the gateway exchanges.</summary>
    static bool IsOfPrograms(PathString path) => path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/operations", StringComparison.Ordinal);

    static void Configure(CookieAuthenticationOptions cookie, IHostEnvironment environment)
    {
        cookie.Cookie.Name = "session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = SecureWhere(environment);
        cookie.CookieManager = new HostOnlyCookies();
        cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = SignInAddress.Parameter;
        cookie.Events = new CookieAuthenticationEvents
        {
            OnValidatePrincipal = ReadRightsAgain,
            OnRedirectToLogin = context => SignInAddress.Lead(context.HttpContext),
            OnRedirectToAccessDenied = async context =>
            {
                if (await context.HttpContext.RequestServices.GetRequiredService<Desk>().OfAnother(context.HttpContext) is { } notice)
                    await notice.ExecuteAsync(context.HttpContext);
                else
                    await NotForYou.Answer(context.HttpContext);
            },
        };
    }

    /// <summary>Who has said the password and not yet the code.</summary>
    static void ConfigureHalfway(CookieAuthenticationOptions cookie, IHostEnvironment environment)
    {
        cookie.Cookie.Name = "halfway";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = SecureWhere(environment);
        cookie.CookieManager = new HostOnlyCookies();
        cookie.ExpireTimeSpan = TimeSpan.FromMinutes(5);
        cookie.SlidingExpiration = false;
    }

    /// <summary>Holds an open browser to the rights its user has now. (The framework's own validator would also sign out of schemes that are not here.)</summary>
    static async Task ReadRightsAgain(CookieValidatePrincipalContext context)
    {
        if (context.Properties.IssuedUtc is { } issued && context.Options.TimeProvider!.GetUtcNow() - issued <= RightsAreReadEvery)
            return;
        var signIn = context.HttpContext.RequestServices.GetRequiredService<SignInManager<PortalUser>>();
        if (await signIn.ValidateSecurityStampAsync(context.Principal) is { } user)
        {
            context.ReplacePrincipal(await signIn.CreateUserPrincipalAsync(user));
            context.ShouldRenew = true;
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    static CookieSecurePolicy SecureWhere(IHostEnvironment environment) => environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;

    /// <summary>Names a cookie <c>__Host-…</c> on https: bound to this very host, the whole of it, and never sent in the clear (RFC 6265bis §4.1.3.2).</summary>
    sealed class HostOnlyCookies : ICookieManager
    {
        readonly ChunkingCookieManager inner = new();

        public string? GetRequestCookie(HttpContext context, string key) => inner.GetRequestCookie(context, Named(context, key));

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
            inner.AppendResponseCookie(context, Named(context, key), value, options);

        public void DeleteCookie(HttpContext context, string key, CookieOptions options) => inner.DeleteCookie(context, Named(context, key), options);

        static string Named(HttpContext context, string key) => context.Request.IsHttps ? $"__Host-{key}" : key;
    }
}
