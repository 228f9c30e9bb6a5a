using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="float"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SingleFormatter : Formatter<float>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly SingleFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, float value) => writer.WriteSingle(value);

    /// <inheritdoc/>
    public override float Read(ref PacketReader reader) => reader.ReadSingle();
}
