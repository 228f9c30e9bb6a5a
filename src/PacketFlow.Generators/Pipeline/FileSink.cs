using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Generators;

/// <summary>Where files go.</summary>
/// <param name="Output">The compiler's end.</param>
/// <param name="Experiments">The ids of what is experimental in the user's code: each file says that it knows.</param>
internal readonly record struct FileSink(SourceProductionContext Output, EquatableArray<string> Experiments);
