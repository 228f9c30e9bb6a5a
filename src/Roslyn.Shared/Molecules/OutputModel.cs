using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Molecules;

/// <summary>What a molecule gives.</summary>
/// <param name="Type">The result of its only last step that has one; null if none or several have.</param>
/// <param name="Step">That step's number, else -1.</param>
/// <param name="Properties">The properties of the generated record, if several last steps have results.</param>
internal sealed record OutputModel(PayloadRef? Type, int Step, EquatableArray<OutputProperty> Properties);
