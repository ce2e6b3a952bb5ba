using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Reading;

namespace ServiceDefaults.Answers;

/// <summary>How requests are read and answers written, the same in every service.</summary>
public static class AnswerDefaults
{
    /// <summary>
    /// The JSON of the interface: camelCase, enumerations as kebab-case words, dates and moments as <see cref="Written"/> says; a member nobody knows, a member
    /// given twice and a null where none may be are refused. A parameter of a request record without a default must be given.
    /// </summary>
    public static readonly JsonSerializerOptions Json = ReadOnly(Apply(new(JsonSerializerDefaults.Web)));

    internal static void AddAnswers(this IServiceCollection services)
    {
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, ProblemPath.Outermost>());     // the first is in front of all others
        services.AddSingleton<QueryParameters>();
        services.ConfigureHttpJsonOptions(options => Apply(options.SerializerOptions));
        // Unreadable input becomes an exception everywhere (not only in Development), so that ProblemPath can name the field.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    static JsonSerializerOptions ReadOnly(JsonSerializerOptions json)
    {
        json.MakeReadOnly(populateMissingResolver: true);
        return json;
    }

    static JsonSerializerOptions Apply(JsonSerializerOptions json)
    {
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.Converters.Add(new Written.DayJson());
        json.Converters.Add(new Written.MomentJson());
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        return json;
    }
}
