using Figures;
using Journal;
using Journal.Operations;
using Networks.Duties;
using Networks.Storage;
using Parties;
using ServiceDefaults;
using ServiceDefaults.OpenApi;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("networks");
builder.AddJournal<NetworksDb>("networks", journal => journal.React<DesignationDuties>().Copy<PartiesCopy<NetworksDb>>());
builder.AddReferenceNames();
builder.AddFigures("networks");

var app = builder.Build();
app.UseServiceDefaults();
app.MapRules();
app.MapOperations();
app.MapUseCases();
app.MapFigures();
app.Run();
