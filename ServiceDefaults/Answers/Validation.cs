using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceDefaults.Answers;

/// <summary>Checks what a request's validation attributes say before the use case sees it, and lists every field at fault at once.</summary>
/// <remarks>
/// The framework's AddValidation() is generated into the project that calls it, so it cannot come from a default; and
/// System.ComponentModel's Validator does not see the attributes on a record's parameters, where our requests have them.
/// </remarks>
static class Validation
{
    /// <summary>One value to check: how the request names it, how to get it, and what it must be.</summary>
    sealed record Member(string Name, Func<object, object?> Read, IReadOnlyList<ValidationAttribute> Rules, bool Nested);

    static readonly ConcurrentDictionary<Type, IReadOnlyList<Member>> members = new();

    /// <summary>Adds a check for the handlers that have something to check; others pay nothing.</summary>
    public static EndpointFilterDelegate Filter(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var services = factory.ApplicationServices.GetRequiredService<IServiceProviderIsService>();
        var arguments = factory.MethodInfo.GetParameters()
            .Select((parameter, index) => (Index: index, parameter.Name, Rules: (ValidationAttribute[])[.. parameter.GetCustomAttributes<ValidationAttribute>()], Nested: !services.IsService(parameter.ParameterType) && HasRules(parameter.ParameterType, [])))
            .Where(argument => argument.Nested || argument.Rules.Length > 0)
            .ToList();
        if (arguments.Count == 0)
            return next;

        return context =>
        {
            var faults = new List<FieldFault>();
            foreach (var (index, name, rules, nested) in arguments)
            {
                var value = context.Arguments[index];
                Check(value, name!, rules, faults);
                if (nested && value is not null)
                    Walk(value, "", faults);
            }
            return faults.Count == 0 ? next(context) : ValueTask.FromResult<object?>(Refusal.Invalid(faults));
        };
    }

    static void Walk(object value, string path, List<FieldFault> faults)
    {
        if (value is IEnumerable items and not string)
        {
            var index = 0;
            foreach (var item in items)
            {
                if (item is not null)
                    Walk(item, $"{path}[{index}]", faults);
                index++;
            }
            return;
        }

        foreach (var member in Members(value.GetType()))
        {
            var found = member.Read(value);
            var name = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            Check(found, name, member.Rules, faults);
            if (member.Nested && found is not null)
                Walk(found, name, faults);
        }
    }

    static void Check(object? value, string name, IReadOnlyList<ValidationAttribute> rules, List<FieldFault> faults)
    {
        foreach (var rule in rules)
            if (!rule.IsValid(value))
                faults.Add(new(name, $"interface/{RuleName(rule)}", rule.FormatErrorMessage(name)));
    }

    /// <summary><c>MaxLengthAttribute</c> is the rule <c>max-length</c>.</summary>
    static string RuleName(ValidationAttribute rule) => JsonNamingPolicy.KebabCaseLower.ConvertName(rule.GetType().Name[..^"Attribute".Length]);

    static IReadOnlyList<Member> Members(Type type) => members.GetOrAdd(type, Find);

    static List<Member> Find(Type type)
    {
        if (!IsOurs(type))
            return [];

        var parameters = type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).ToLookup(parameter => parameter.Name, StringComparer.Ordinal);
        return [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.CanRead)
            .Select(property => new Member(
                AnswerDefaults.Json.PropertyNamingPolicy!.ConvertName(property.Name),
                property.GetValue,
                [.. property.GetCustomAttributes<ValidationAttribute>(), .. parameters[property.Name].SelectMany(parameter => parameter.GetCustomAttributes<ValidationAttribute>())],
                HasRules(property.PropertyType, [type])))
            .Where(member => member.Nested || member.Rules.Count > 0)];
    }

    /// <summary>Whether anything in a type, or in what it holds, has a rule. <paramref name="seen"/> ends the walk through types that hold themselves.</summary>
    static bool HasRules(Type type, HashSet<Type> seen)
    {
        var element = type.IsArray ? type.GetElementType()! : typeof(IEnumerable).IsAssignableFrom(type) && type.IsGenericType ? type.GetGenericArguments()[^1] : type;
        element = Nullable.GetUnderlyingType(element) ?? element;
        if (!IsOurs(element) || !seen.Add(element))
            return seen.Contains(element);

        return element.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Any(parameter => parameter.IsDefined(typeof(ValidationAttribute)))
            || element.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(property => property.IsDefined(typeof(ValidationAttribute)) || (IsOurs(Core(property.PropertyType)) && HasRules(property.PropertyType, seen)));
    }

    static Type Core(Type type) => Nullable.GetUnderlyingType(type) ?? (type.IsArray ? type.GetElementType()! : type.IsGenericType ? type.GetGenericArguments()[^1] : type);

    /// <summary>Requests are nested records of use cases; the framework's and the database's types hold no rule of ours.</summary>
    static bool IsOurs(Type type) => type is { IsEnum: false, IsPrimitive: false, IsInterface: false } && type.Namespace is { } space && !space.StartsWith("System", StringComparison.Ordinal) && !space.StartsWith("Microsoft", StringComparison.Ordinal);
}
