using Portal.Gateway;
using Portal.Home;
using Portal.Languages;
using Portal.Pages;
using Portal.Storage;
using ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
builder.AddServiceDefaults("portal");
builder.AddDatabase("portal");
builder.AddGateway();
builder.AddLanguages();
builder.Services.AddRazorComponents();
builder.Services.AddSingleton<ServiceReader>().AddSingleton<TodaysFigures>();

var app = builder.Build();
app.UseMiddleware<SecurityHeaders>();
app.UseServiceDefaults();
app.UseRequestLocalization();
app.MapGateway();
app.MapUseCases();
app.Run();
