using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using ServiceDefaults.Answers;

namespace Platform.Tests.Interfaces;

/// <summary>What a use case can be refused for, found in its code: the rules that it and whatever it calls can say, with the status and field that are said with them.</summary>
/// <remarks>
/// Code is followed through calls, lambdas and the state machines of async methods, within the platform's own assemblies. A rule that goes through several hands gets its
/// status where it becomes a refusal. What is found may be more than a caller ever meets, where one method serves several use cases; never less.
/// </remarks>
sealed class RulesOfOperations
{
    /// <param name="Status">Never null in what is found at last: a rule that becomes no refusal is no refusal.</param>
    /// <param name="Field">As the request names it; null where it is the request as a whole, or one of several fields.</param>
    public sealed record Found(string Rule, int? Status, string? Field);

    static readonly Dictionary<string, int> statuses = new()
    {
        [nameof(Refusal.Because)] = 409, [nameof(Refusal.Invalid)] = 400, [nameof(Refusal.Forbidden)] = 403, [nameof(Refusal.Away)] = 503, [nameof(Refusal.Absent)] = 404,
    };

    readonly Dictionary<string, AssemblyDefinition> assemblies;
    readonly Dictionary<string, string> keys;
    readonly ILookup<string, MethodDefinition> overrides;

    /// <param name="own">The assemblies that are followed.</param>
    public RulesOfOperations(IReadOnlyList<Assembly> own)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        assemblies = own.ToDictionary(it => it.GetName().Name!, it => AssemblyDefinition.ReadAssembly(it.Location, new() { AssemblyResolver = resolver }));
        keys = own.SelectMany(it => it.GetTypes()).Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(Rule)).ToDictionary(field => $"{field.DeclaringType!.FullName!.Replace('+', '/')}::{field.Name}", field => ((Rule)field.GetValue(null)!).Key);
        overrides = assemblies.Values.SelectMany(it => it.MainModule.GetTypes()).SelectMany(type => type.Methods).Where(method => method.IsVirtual && method.HasBody)
            .SelectMany(method => BasesOf(method).Select(name => (name, method))).ToLookup(it => it.name, it => it.method);
    }

    static IEnumerable<string> BasesOf(MethodDefinition method)
    {
        foreach (var said in method.Overrides)
            yield return $"{said.DeclaringType.GetElementType().FullName}::{said.Name}";
        foreach (var face in method.DeclaringType.Interfaces)
            yield return $"{face.InterfaceType.GetElementType().FullName}::{method.Name}";
        for (var type = method.DeclaringType.BaseType; type is not null && type.FullName != "System.Object"; type = type.Resolve()?.BaseType)
            yield return $"{type.GetElementType().FullName}::{method.Name}";
    }

    /// <summary>Of a use case, and of what its parameters read of the request themselves.</summary>
    public IReadOnlyList<Found> Of(MethodInfo handler)
    {
        var walk = new Walk(this);
        foreach (var method in handler.GetParameters().SelectMany(it => it.ParameterType.GetMethods(BindingFlags.Public | BindingFlags.Static)).Where(it => it.Name == "BindAsync").Prepend(handler))
            if (assemblies.TryGetValue(method.DeclaringType!.Assembly.GetName().Name!, out var assembly))
                walk.Begin((MethodDefinition)assembly.MainModule.LookupToken(method.MetadataToken));
        return walk.Rules();
    }

    MethodDefinition? Own(MethodReference reference) =>
        reference.DeclaringType.Scope is { } scope && assemblies.ContainsKey(Path.GetFileNameWithoutExtension(scope.Name)) || reference.DeclaringType.Module is { } module && assemblies.ContainsKey(module.Assembly.Name.Name) && reference.DeclaringType.Scope is ModuleDefinition
            ? reference.Resolve() : null;

    sealed class Walk(RulesOfOperations all)
    {
        readonly HashSet<string> visited = [];
        readonly List<(string Key, MethodDefinition In, int At)> said = [];
        readonly Dictionary<string, List<(MethodDefinition Caller, int At)>> callers = [];

        /// <summary>Refusals of the platform itself, which no rule of the code's own is said with.</summary>
        readonly HashSet<Found> ready = [];

        /// <summary>Where a rule is taken out again of what it was found in: a finding on the record.</summary>
        readonly List<(string Carrier, MethodDefinition In, int At)> taken = [];

        public void Begin(MethodDefinition method)
        {
            Visit(method);
            GoOn(method);
        }

        void Visit(MethodDefinition method)
        {
            if (!visited.Add(method.FullName) || !method.HasBody || method.DeclaringType.FullName.StartsWith(typeof(Refusal).FullName!, StringComparison.Ordinal))
                return;
            foreach (var (at, instruction) in method.Body.Instructions.Index())
                switch (instruction.Operand)
                {
                    case FieldReference field when all.keys.TryGetValue($"{field.DeclaringType.FullName}::{field.Name}", out var key):
                        if (instruction.OpCode == OpCodes.Ldsfld)
                            said.Add((key, method, at));
                        break;
                    case FieldReference field when instruction.OpCode == OpCodes.Ldsfld && all.assemblies.ContainsKey(field.Module.Assembly.Name.Name) && field.Resolve()?.DeclaringType.Methods.FirstOrDefault(it => it.IsConstructor && it.IsStatic) is { } made:
                        // A list of rules, or of what says them.
                        Follow(made, method, at);
                        break;
                    case MethodReference called:
                        if (called.DeclaringType.FullName == typeof(Refusal).FullName && called.Name == nameof(Refusal.Absent))
                            ready.Add(new(called.Parameters.Count == 1 ? "absent" : "absent#named", 404, null));
                        if (called.ReturnType.FullName == typeof(Said).FullName && called.Name.StartsWith("get_", StringComparison.Ordinal))
                            taken.Add((called.DeclaringType.FullName, method, at));
                        if (all.Own(called) is { } own)
                            Follow(own, method, at);
                        foreach (var other in all.overrides[$"{called.DeclaringType.GetElementType().FullName}::{called.Name}"])
                            if (called.DeclaringType.GetElementType().Resolve() is { } declared && all.assemblies.ContainsKey(declared.Module.Assembly.Name.Name))
                                Follow(other, method, at);
                        break;
                }
        }

        void Follow(MethodDefinition called, MethodDefinition caller, int at)
        {
            if (!callers.TryGetValue(called.FullName, out var known))
                callers[called.FullName] = known = [];
            known.Add((caller, at));
            Visit(called);
            GoOn(called);
        }

        /// <summary>Where a state machine goes on is where its starter was called.</summary>
        void GoOn(MethodDefinition called)
        {
            if (called.CustomAttributes.FirstOrDefault(it => it.AttributeType.Name is "AsyncStateMachineAttribute" or "IteratorStateMachineAttribute") is { } machine
                && ((TypeReference)machine.ConstructorArguments[0].Value).Resolve().Methods.First(it => it.Name == "MoveNext") is { } moves)
            {
                if (callers.TryGetValue(called.FullName, out var known))
                    callers[moves.FullName] = known;
                Visit(moves);
            }
        }

        public IReadOnlyList<Found> Rules() =>
            [.. ready.Concat(said.SelectMany(it => CarrierOf(it.In, it.At) is not { } carrier ? Told(it.In, it.At, []).Select(told => new Found(it.Key, told.Status, FieldOfFault(it.In, it.At) ?? told.Field))
                    : carrier.IsRefusing ? taken.Where(at => at.Carrier == carrier.Name).SelectMany(at => Told(at.In, at.At, [])).Select(told => new Found(it.Key, told.Status, null)) : [])
                .Where(it => it.Status is not null)
                .GroupBy(it => (it.Rule, it.Status)).Select(same => new Found(same.Key.Rule, same.Key.Status, same.Select(it => it.Field).Distinct().Count() == 1 ? same.First().Field : null)))
                .Distinct().OrderBy(it => it.Status).ThenBy(it => it.Rule, StringComparer.Ordinal)];

        /// <summary>The field that a rule is put beside where it is found; null where it becomes no fault of a field there, or of one whose name is made.</summary>
        static string? FieldOfFault(MethodDefinition method, int from) =>
            method.Body.Instructions.Skip(from + 1).Select(it => it.Operand).OfType<MethodReference>().FirstOrDefault(it => it.DeclaringType.Name is nameof(Refusal) or nameof(FieldFault)) is { DeclaringType.Name: nameof(FieldFault), Name: ".ctor" }
                ? Text(method.Body.Instructions, from - 1) : null;

        /// <summary>What a rule is put into where it is found, and whether as more than a query: null where it becomes a refusal, or a fault of a field, itself.</summary>
        (string Name, bool IsRefusing)? CarrierOf(MethodDefinition method, int from)
        {
            var code = method.Body.Instructions;
            for (var at = from + 1; at < code.Count; at++)
                if (code[at].Operand is MethodReference called)
                {
                    if (called.DeclaringType.Name is nameof(Refusal) or nameof(FieldFault))
                        return null;
                    if (called.Parameters.FirstOrDefault()?.ParameterType.FullName != typeof(Said).FullName)
                        continue;
                    if (code[at].OpCode == OpCodes.Newobj && called.Parameters.Count > 1)
                        return (called.DeclaringType.FullName, code[Told(code, at) + 1].OpCode != QueryOf(called));
                    // Two words for it: a query, an error.
                    if (all.Own(called) is { HasBody: true } word && word.Body.Instructions.Index().FirstOrDefault(it => it.Item.OpCode == OpCodes.Ldarg_0) is { Item: not null } given && CarrierOf(word, given.Index) is { } carrier)
                        return carrier;
                }
            return null;
        }

        /// <summary>Where what is said was ready, before a place: it was given, or the rule was called with its values.</summary>
        static int Told(Mono.Collections.Generic.Collection<Instruction> code, int before)
        {
            while (code[--before] is var one && one.OpCode != OpCodes.Ldarg_0 && one.Operand is not MethodReference { ReturnType.FullName: var type } || code[before].Operand is MethodReference { ReturnType.FullName: var said } && said != typeof(Said).FullName)
            {
            }
            return before;
        }

        /// <summary>How the code writes that a finding is a query, and no error.</summary>
        static OpCode? QueryOf(MethodReference made) => made.Parameters[1].ParameterType.Resolve() is { IsEnum: true } severity && severity.Fields.FirstOrDefault(it => it.Name == "Query")?.Constant is int value
            ? value switch { 0 => OpCodes.Ldc_I4_0, 1 => OpCodes.Ldc_I4_1, 2 => OpCodes.Ldc_I4_2, _ => null } : null;

        /// <summary>The statuses and fields with which what is loaded at a place becomes a refusal: there, or where the method's answer goes.</summary>
        IEnumerable<(int? Status, string? Field)> Told(MethodDefinition method, int from, HashSet<string> open)
        {
            var code = method.Body.Instructions;
            for (var at = from + 1; at < code.Count; at++)
                if (code[at].Operand is MethodReference called && called.DeclaringType.Name == nameof(Refusal))
                {
                    if (called.Name == ".ctor" && called.Parameters.Count == 4)
                        return [(StatusBefore(code, from), Text(code, at - 2))];
                    if (statuses.TryGetValue(called.Name, out var status))
                        return [(status, called.Parameters.Count == 3 ? Text(code, at - 2) : Text(code, from - 1))];
                }
            return open.Add(method.FullName) && callers.TryGetValue(method.FullName, out var known) ? [.. known.SelectMany(it => Told(it.Caller, it.At, open)).Distinct()] : [];
        }

        static string? Text(Mono.Collections.Generic.Collection<Instruction> code, int at) => at >= 0 && code[at].OpCode == OpCodes.Ldstr ? (string)code[at].Operand : null;

        /// <summary>The number given first to what the rule is given second.</summary>
        static int? StatusBefore(Mono.Collections.Generic.Collection<Instruction> code, int from) => from > 0 && code[from - 1].OpCode.Code is Code.Ldc_I4 ? (int)code[from - 1].Operand : null;
    }
}
