using Microsoft.EntityFrameworkCore;

namespace Bench.Journals;

/// <summary>The database of a service, of which only the journal is written.</summary>
sealed class FillingDb(DbContextOptions<FillingDb> options) : DbContext(options);
