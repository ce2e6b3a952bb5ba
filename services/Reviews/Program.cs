using Journal;
using Journal.Operations;
using Parties;
using Reviews.Mechanisms;
using Reviews.Storage;
using ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("reviews");
builder.AddJournal<ReviewsDb>("reviews", journal => journal.React<Enrolling>().Copy<PartiesCopy<ReviewsDb>>());

var app = builder.Build();
app.UseServiceDefaults();
app.MapOperations();
app.MapUseCases();
app.Run();
