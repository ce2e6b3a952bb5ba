using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Reading;

namespace ServiceDefaults.Answers;

/// <summary>Checks what a request's validation attributes say, and the signs of every text in it, before the use case sees it. Lists every field at fault at once.</summary>
/// <remarks>
/// The framework's AddValidation() is generated into the project that calls it, so it cannot come from a default; and
/// System.ComponentModel's Validator does not see the attributes on a record's parameters, where our requests have them.
/// </remarks>
static class Validation
{
    /// <summary>One value to check: how the request names it, how to get it, and what it must be.</summary>
    /// <param name="IsFree">Whether its texts are prose: see <see cref="FreeTextAttribute"/>.</param>
    sealed record Member(string Name, Func<object, object?> Read, IReadOnlyList<ValidationAttribute> Rules, bool IsFree)
    {
        public static Member Of(string name, Func<object, object?> read, params IEnumerable<Attribute> attributes) =>
            new(name, read, [.. attributes.OfType<ValidationAttribute>().Select(ValidationRules.Known)], attributes.OfType<FreeTextAttribute>().Any());
    }

    static readonly ConcurrentDictionary<Type, IReadOnlyList<Member>> members = new();

    /// <summary>Adds a check for the handlers that have something to check; others pay nothing.</summary>
    public static EndpointFilterDelegate Filter(EndpointFilterFactoryContext factory, EndpointFilterDelegate next)
    {
        var services = factory.ApplicationServices.GetRequiredService<IServiceProviderIsService>();
        var arguments = factory.MethodInfo.GetParameters()
            .Where(parameter => !services.IsService(parameter.ParameterType))
            .SelectMany(parameter => parameter.IsDefined(typeof(AsParametersAttribute))
                // Its record is made of parameters and of services alike.
                ? Find(parameter.ParameterType, it => !services.IsService(it)).Select(member => (parameter.Position, Member: member, IsBody: false))
                : IsWorthALook(parameter.ParameterType, parameter.GetCustomAttributes(), [])
                    ? [(parameter.Position, Member: Member.Of(parameter.Name!, it => it, parameter.GetCustomAttributes()), IsBody: IsOurs(parameter.ParameterType))]
                    : [])
            .ToList();
        if (arguments.Count == 0)
            return next;

        return context =>
        {
            var faults = new List<FieldFault>();
            foreach (var (position, member, isBody) in arguments)
            {
                var value = context.Arguments[position] is { } argument ? member.Read(argument) : null;
                Check(value, member.Name, member, faults);
                Walk(value, isBody ? "" : member.Name, member.IsFree, faults);
            }
            return Refusal.Invalid(faults) is { } refusal ? ValueTask.FromResult<object?>(refusal) : next(context);
        };
    }

    static void Walk(object? value, string path, bool isFree, List<FieldFault> faults)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                if (TextRules.Fault(text, path, isFree) is { } fault)
                    faults.Add(fault);
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                {
                    Walk(entry.Key, path, false, faults);
                    WalkItem(entry.Value, $"{path}.{entry.Key}", isFree, faults);
                }
                break;
            case IEnumerable items:
                var index = 0;
                foreach (var item in items)
                    WalkItem(item, $"{path}[{index++}]", isFree, faults);
                break;
            default:
                foreach (var member in members.GetOrAdd(value.GetType(), type => Find(type, _ => true)))
                {
                    var (found, name) = (member.Read(value), path.Length == 0 ? member.Name : $"{path}.{member.Name}");
                    Check(found, name, member, faults);
                    Walk(found, name, member.IsFree, faults);
                }
                break;
        }
    }

    /// <summary>One of several: the framework refuses a null that a record holds, not one in a list.</summary>
    static void WalkItem(object? item, string path, bool isFree, List<FieldFault> faults)
    {
        if (item is null)
            faults.Add(new(path, Unreadable.NullValue.With()));
        else
            Walk(item, path, isFree, faults);
    }

    static void Check(object? value, string name, Member member, List<FieldFault> faults)
    {
        // An empty text breaks two rules of one kind; one is enough to mend it.
        if (member.Rules.FirstOrDefault(rule => !rule.IsValid(value)) is { } broken)
            faults.Add(new(name, ValidationRules.Of(broken, value, name)));
    }

    /// <param name="isWanted">Tells by its type whether a member is looked at.</param>
    static List<Member> Find(Type type, Func<Type, bool> isWanted) => !IsOurs(type) ? [] :
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.CanRead && isWanted(property.PropertyType) && IsWorthALook(property.PropertyType, AttributesOf(property), [type]))
            .Select(property => Member.Of(AnswerDefaults.Json.PropertyNamingPolicy!.ConvertName(property.Name), property.GetValue, AttributesOf(property)))];

    /// <summary>Those of a property and of the parameter of its record that it is made of.</summary>
    static IEnumerable<Attribute> AttributesOf(PropertyInfo property) => property.GetCustomAttributes().Concat(
        property.DeclaringType!.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Where(parameter => parameter.Name == property.Name).SelectMany(parameter => parameter.GetCustomAttributes()));

    /// <summary>Whether a value has a rule, is a text, may hold such a one, or may hold a null among others. <paramref name="seen"/> ends the walk through types that hold themselves.</summary>
    static bool IsWorthALook(Type type, IEnumerable<Attribute> attributes, HashSet<Type> seen)
    {
        if (type == typeof(string) || attributes.OfType<ValidationAttribute>().Any())
            return true;
        if (type.IsArray)
            return !type.GetElementType()!.IsValueType || IsWorthALook(type.GetElementType()!, [], seen);
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
            return type.GetGenericArguments().Any(argument => !argument.IsValueType || IsWorthALook(argument, [], seen));
        return IsOurs(type) && seen.Add(type)
            && type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(property => IsWorthALook(property.PropertyType, AttributesOf(property), seen));
    }

    /// <summary>
    /// Requests are nested records of use cases; the framework's and the database's types hold no rule of ours. What is read from one text has
    /// said there what it takes, and what binds itself has looked at what it reads.
    /// </summary>
    static bool IsOurs(Type type) => type is { IsEnum: false, IsPrimitive: false, IsInterface: false } && type.Namespace is { } space
        && !space.StartsWith("System", StringComparison.Ordinal) && !space.StartsWith("Microsoft", StringComparison.Ordinal)
        && !type.GetMethods(BindingFlags.Public | BindingFlags.Static).Any(method => method.Name is "TryParse" or "BindAsync");
}
