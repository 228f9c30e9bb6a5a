using PacketFlow.Payloads;

namespace PacketFlow.Molecules;

/// <summary>A property of a molecule's generated output.</summary>
/// <param name="Step">The last step whose output it is.</param>
/// <param name="Name">The property's name.</param>
/// <param name="Type">Its type, nullable where the step may be skipped or fail alone.</param>
/// <param name="IsOptional">Whether the step may be skipped or fail alone.</param>
internal sealed record OutputProperty(int Step, string Name, PayloadRef Type, bool IsOptional);
