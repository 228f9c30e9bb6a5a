using PacketFlow.Payloads;

namespace PacketFlow.Generators.Formatters;

/// <summary>What the assembly's list of formatters needs of one: no edit of a payload's members changes it.</summary>
/// <param name="TypeName">The type.</param>
/// <param name="ClrName">The type without nullable annotations.</param>
/// <param name="FormatterName">The formatter's class.</param>
/// <param name="Role">Who may rely on it.</param>
internal sealed record FormatterEntry(string TypeName, string ClrName, string FormatterName, FormatterRole Role);
