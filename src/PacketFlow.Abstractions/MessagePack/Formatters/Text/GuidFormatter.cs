using System.ComponentModel;
using System.Globalization;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="Guid"/> as a string: 32 digits with hyphens.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GuidFormatter : Formatter<Guid>
{
    private const int MaxLength = 36;

    /// <summary>The one that generated code uses.</summary>
    public static readonly GuidFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, Guid value)
    {
        writer.WriteFormatted(value, "D", MaxLength);
    }

    /// <inheritdoc/>
    public override Guid Read(ref PacketReader reader)
    {
        int start = reader.Position;
        if (!Guid.TryParse(reader.ReadUtf8(), CultureInfo.InvariantCulture, out Guid value))
        {
            reader.ThrowInvalid(start, "guid");
        }

        return value;
    }
}
