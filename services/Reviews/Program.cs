using Figures;
using Journal;
using Journal.Operations;
using Parties;
using Reviews.CountryReviews;
using Reviews.Mechanisms;
using Reviews.Storage;
using ServiceDefaults;
using ServiceDefaults.OpenApi;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("reviews");
builder.AddJournal<ReviewsDb>("reviews", journal => journal.React<Enrolling>().Copy<PartiesCopy<ReviewsDb>>().React<ObservationsAnswered>());
builder.AddReferenceNames();
builder.AddFigures("reviews");

var app = builder.Build();
app.UseServiceDefaults();
app.MapRules();
app.MapOperations();
app.MapUseCases();
app.MapFigures();
app.Run();
