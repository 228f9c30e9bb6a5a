namespace PacketFlow;

/// <summary>Generates a formatter for a type that no element's payload leads to.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum, Inherited = false)]
public sealed class PacketContractAttribute : Attribute;
