using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="bool"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BooleanFormatter : Formatter<bool>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly BooleanFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, bool value) => writer.WriteBoolean(value);

    /// <inheritdoc/>
    public override bool Read(ref PacketReader reader) => reader.ReadBoolean();
}
