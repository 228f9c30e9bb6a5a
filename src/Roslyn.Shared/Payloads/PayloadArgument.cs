namespace PacketFlow.Payloads;

/// <summary>An argument of the constructor that makes a payload.</summary>
/// <param name="Parameter">The parameter's name, unescaped.</param>
/// <param name="Field">The index of the member that fills it.</param>
internal sealed record PayloadArgument(string Parameter, int Field);
