using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Einspace.Sdk.Tests;

/// <summary>
/// The SDK's public surface is a checked-in text, so that nobody widens or breaks it unawares. Written by reflection, one line
/// for each type and member, in ordinal order.
/// </summary>
internal sealed class PublicSurfaceTests
{
    private const string Regenerate = "EINSPACE_WRITE_PUBLIC_SURFACE";

    [Test]
    public void ThePublicSurfaceIsTheRecordedOne()
    {
        string file = Path.Combine(Folder(), "PublicSurface.txt");
        string[] now = [.. Describe(typeof(RandomStream).Assembly)];
        if (Environment.GetEnvironmentVariable(Regenerate) == "1")
            File.WriteAllLines(file, now);
        string[] recorded = File.ReadAllLines(file);

        Assert.That(
            now.Except(recorded).Select(line => $"+ {line}").Concat(recorded.Except(now).Select(line => $"- {line}")),
            Is.Empty,
            "The public surface of Einspace.Sdk changed (+ new, - gone). If it is meant to, record it: "
            + $"{Regenerate}=1 dotnet test -c Release tests/Einspace.Sdk.Tests --filter PublicSurface");
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static IEnumerable<string> Describe(Assembly assembly)
    {
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            yield return $"{Kind(type)} {Name(type)}{Base(type)}";
            BindingFlags declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
            foreach (string line in type.GetMembers(declared).Where(IsVisible).Select(Describe).Order(StringComparer.Ordinal))
                yield return $"    {line}";
        }
    }

    private static string Kind(Type type) =>
        type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static string Base(Type type)
    {
        List<string> bases = [.. type.GetInterfaces().Where(i => i.IsPublic).Select(Name).Order(StringComparer.Ordinal)];
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            bases.Insert(0, Name(parent));
        return bases.Count == 0 || type.IsEnum ? "" : $" : {string.Join(", ", bases)}";
    }

    /// <summary>Public and protected members; not those that the compiler makes of records, nor accessors.</summary>
    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
            && (!method.IsSpecialName || method.IsConstructor || method.Name.StartsWith("op_", StringComparison.Ordinal))
            && !method.IsDefined(typeof(CompilerGeneratedAttribute)),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        PropertyInfo property => property.GetMethod is { IsPublic: true } or { IsFamily: true } && property.Name != "EqualityContract",
        _ => false,
    };

    private static string Describe(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Access(constructor)}new({Parameters(constructor)})",
        MethodInfo method => $"{Access(method)}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})",
        FieldInfo field => field.IsLiteral
            ? $"{field.Name} = {field.GetRawConstantValue()}"
            : $"{Name(field.FieldType)} {field.Name}",
        PropertyInfo property => $"{Access(property.GetMethod!)}{Name(property.PropertyType)} {property.Name}{Index(property)} {{ get;{Setter(property)} }}",
        _ => throw new ArgumentException($"There is no way to write {member}."),
    };

    private static string Access(MethodBase method) =>
        (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "") + (method.IsStatic ? "static " : "")
        + (method.IsAbstract ? "abstract " : method.IsVirtual && !method.IsFinal && !method.DeclaringType!.IsSealed ? "virtual " : "");

    private static string Setter(PropertyInfo property) => property.SetMethod is not { IsPublic: true } set ? ""
        : set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";

    private static string Index(PropertyInfo property) =>
        property.GetIndexParameters() is { Length: > 0 } index ? $"[{string.Join(", ", index.Select(p => Name(p.ParameterType)))}]" : "";

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{(p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "")}{Name(p.ParameterType)} {p.Name}"
        + (p.HasDefaultValue ? $" = {p.RawDefaultValue ?? "null"}" : "")));

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        if (type.IsGenericParameter)
            return type.Name;
        StringBuilder name = new(type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}"
            : type.Namespace!.StartsWith("Einspace", StringComparison.Ordinal) ? type.FullName ?? $"{type.Namespace}.{type.Name}" : type.Name);
        int tick = name.ToString().IndexOf('`', StringComparison.Ordinal);
        if (tick >= 0)
            name.Length = tick;
        if (type.IsGenericType)
            name.Append($"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>");
        return name.ToString();
    }
}
