using Figures;
using Journal;
using Journal.Operations;
using ServiceDefaults;
using ServiceDefaults.OpenApi;
using Treaties;
using Treaties.Import;
using Treaties.Status;
using Treaties.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("treaties");
builder.AddJournal<TreatiesDb>("treaties", journal => journal.Copy<DesignationsCopy>());
builder.AddReferenceData();
builder.Services.AddPublishedCounts("treaties");
builder.Services.AddSingleton(FigureTexts.Shipped("treaties",
    Treaties.Figures.FigureCatalogue.All.Select(figure => new FigureTexts.Told(figure.Name, figure.Definition, figure.Unit))));
builder.AddFirstImport();

var app = builder.Build();
app.UseServiceDefaults();
app.MapRules();
app.MapOperations();
app.MapPublishedCounts();
app.MapUseCases();
app.Run();
