using Journal;
using Journal.Operations;
using ServiceDefaults;
using Treaties;
using Treaties.Import;
using Treaties.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("treaties");
builder.AddJournal<TreatiesDb>("treaties");
builder.AddReferenceData();
builder.AddFirstImport();

var app = builder.Build();
app.UseServiceDefaults();
app.MapOperations();
app.MapUseCases();
app.Run();
