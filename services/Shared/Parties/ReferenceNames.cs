using Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Reading;

namespace Parties;

/// <summary>Tells a service which instruments, provisions and participants there are, so that nobody who asks for another is answered with an empty list.</summary>
public static class ReferenceNames
{
    public static WebApplicationBuilder AddReferenceNames(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(KnownNames.Of<InstrumentId>("instrument", FinalClauses.All.ContainsKey, name => name));
        builder.Services.AddSingleton(KnownNames.Of<ArticleRef>("article", ArticleCatalogue.Has, name => name));
        builder.Services.AddSingleton(KnownNames.Of<StateCode>("participant", ReferenceList.Has, name => name));
        return builder;
    }
}
