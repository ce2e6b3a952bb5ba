using System.Xml.Linq;
using Journal.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Portal.Storage;

/// <summary>A key of ASP.NET Core Data Protection, or its revocation, as the framework writes it.</summary>
public sealed class CookieKey
{
    public required string Name { get; init; }
    public required string Xml { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
}

/// <summary>Keeps the keys of cookies and form tokens where every replica finds them. Only ever adds.</summary>
sealed class CookieKeys(IDbContextFactory<PortalDb> contexts, Migration<PortalDb> migration, TimeProvider time) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        if (!migration.Done.IsCompletedSuccessfully)
            throw new InvalidOperationException("The portal's database is not to be had yet.");
        using var db = contexts.CreateDbContext();
        return [.. db.CookieKeys.AsNoTracking().OrderBy(key => key.RecordedAt).Select(key => key.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = contexts.CreateDbContext();
        db.Add(new CookieKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting), RecordedAt = time.GetUtcNow() });
        db.SaveChanges();
    }
}
