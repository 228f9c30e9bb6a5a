using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="FlowValue"/> as the value that it holds.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FlowValueFormatter : Formatter<FlowValue>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly FlowValueFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, FlowValue value) => writer.WriteRaw(value.Bytes);

    /// <inheritdoc/>
    public override FlowValue Read(ref PacketReader reader) => FlowValue.Read(ref reader);
}
