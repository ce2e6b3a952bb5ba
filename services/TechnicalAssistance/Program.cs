using Figures;
using Journal;
using Journal.Operations;
using Parties;
using ServiceDefaults;
using ServiceDefaults.OpenApi;
using TechnicalAssistance.Activities;
using TechnicalAssistance.Candidates;
using TechnicalAssistance.Needs;
using TechnicalAssistance.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("technical-assistance");
builder.AddJournal<TechnicalAssistanceDb>("technical-assistance", journal => journal.React<JoinedAfterAssistance>().React<TakingNeedsOver>().Copy<PartiesCopy<TechnicalAssistanceDb>>());
builder.AddSmallCells();
builder.AddReferenceNames();
builder.AddFigures("technical-assistance");

var app = builder.Build();
app.UseServiceDefaults();
app.MapRules();
app.MapOperations();
app.MapUseCases();
app.MapFigures();
app.Run();
