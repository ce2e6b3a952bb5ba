using Journal;
using Journal.Operations;
using Parties;
using ServiceDefaults;
using TechnicalAssistance.Candidates;
using TechnicalAssistance.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("technical-assistance");
builder.AddJournal<TechnicalAssistanceDb>("technical-assistance", journal => journal.React<JoinedAfterAssistance>().Copy<PartiesCopy<TechnicalAssistanceDb>>());

var app = builder.Build();
app.UseServiceDefaults();
app.MapOperations();
app.MapUseCases();
app.Run();
