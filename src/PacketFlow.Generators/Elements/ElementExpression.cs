using PacketFlow.Elements;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Elements;

/// <summary>Writes what an [Element] says, as the runtime's object and as a module's metadata.</summary>
internal static class ElementExpression
{
    /// <summary>The type of the typed reference.</summary>
    public static string Type(PayloadRef? input, PayloadRef? output) =>
        $"global::PacketFlow.Element<{PayloadNames.NameOf(input)}, {PayloadNames.NameOf(output)}>";

    /// <summary>The method, for people: <c>Shop.TextElements.Transform</c>.</summary>
    public static string MethodName(ElementModel element) => $"{element.Container.FullName.Replace("global::", "")}.{element.Method}";

    /// <summary>The typed reference, made.</summary>
    public static string New(ElementOptions options, PayloadRef? input, PayloadRef? output) =>
        New(options, Type(input, output), Formatters(input, output));

    /// <summary>What an attribute says, without types.</summary>
    public static string New(ElementOptions options) => New(options, "global::PacketFlow.Element", []);

    private static string New(ElementOptions options, string type, IEnumerable<string> formatters)
    {
        string made = $"new {type}(global::PacketFlow.AtomGroup.{Identifiers.PascalCase(options.Group)}, {Literals.Of(options.Name)})";
        string settings = string.Join(", ", Settings(options).Concat(formatters));
        return settings.Length == 0 ? made : $"{made} {{ {settings} }}";
    }

    private static IEnumerable<string> Formatters(PayloadRef? input, PayloadRef? output)
    {
        if (input is not null && input.SaysMoreThanType())
        {
            yield return $"PayloadFormatter = {input.Formatter}";
        }

        if (output is not null && output.SaysMoreThanType())
        {
            yield return $"ResultFormatter = {output.Formatter}";
        }
    }

    private static IEnumerable<string> Settings(ElementOptions options)
    {
        if (options.Aliases.Count > 0)
        {
            yield return $"Aliases = new string[] {{ {string.Join(", ", options.Aliases.Select(static alias => Literals.Of(alias)))} }}";
        }

        if (ElementOptions.IsTime(options.TimeoutSeconds))
        {
            yield return $"Timeout = {Time(options.TimeoutSeconds)}";
        }

        if (ElementOptions.IsTime(options.MaxTimeoutSeconds))
        {
            yield return $"MaxTimeout = {Time(options.MaxTimeoutSeconds)}";
        }

        if (options.Idempotent)
        {
            yield return "Idempotent = true";
        }

        if (options.Priority is { } priority)
        {
            yield return $"Priority = {Literals.Of(priority)}";
        }

        if (options.Resource is { } resource)
        {
            yield return $"Resource = {Literals.Of(resource)}";
        }

        if (options.Retries is >= 0 and { } retries)
        {
            yield return $"Retries = {Literals.Of(retries)}";
        }

        if (options.AtMostOnce)
        {
            yield return "AtMostOnce = true";
        }
    }

    /// <summary>A span of seconds.</summary>
    public static string Time(double? seconds) => $"global::System.TimeSpan.FromSeconds({Literals.Of(seconds.GetValueOrDefault())})";
}
