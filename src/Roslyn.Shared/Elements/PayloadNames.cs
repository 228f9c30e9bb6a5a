using PacketFlow.Payloads;

namespace PacketFlow.Elements;

/// <summary>How generated code names an element's types.</summary>
internal static class PayloadNames
{
    private const string Nothing = "global::PacketFlow.Nothing";

    /// <summary>The payload's type.</summary>
    public static string InputName(this ElementModel element) => NameOf(element.Payload());

    /// <summary>The result's type.</summary>
    public static string OutputName(this ElementModel element) => NameOf(element.Result);

    /// <summary>The type's name, or that of nothing.</summary>
    public static string NameOf(PayloadRef? payload) => payload?.TypeName ?? Nothing;

    /// <summary>The handler's only payload, if it has one.</summary>
    public static PayloadRef? Payload(this ElementModel element) =>
        element.Parameters.FirstOrDefault(static parameter => parameter.Kind == ParameterKind.Payload)?.Payload;

    /// <summary>
    /// Whether the name says more than the type is at run time: where null may stand, or what a tuple's items are called. Such a type needs
    /// its formatter named; <c>Formatter&lt;T&gt;.Default</c> cannot know.
    /// </summary>
    public static bool SaysMoreThanType(this PayloadRef payload) => payload.TypeName.IndexOfAny(['?', '(']) >= 0;
}
