namespace PacketFlow.Payloads;

/// <summary>A type that goes over the wire, as generated code names it and its formatter.</summary>
/// <param name="TypeName">With <c>global::</c> and nullable annotations, as code names it.</param>
/// <param name="Formatter">The C# expression of its formatter.</param>
/// <param name="IsSupported">Whether it and all that it leads to can be carried.</param>
internal sealed record PayloadRef(string TypeName, string Formatter, bool IsSupported);
