using System.ComponentModel;
using PacketFlow.MessagePack;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="DateTimeOffset"/> as an ISO 8601 string with its offset; it is read from a timestamp too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DateTimeOffsetFormatter : Formatter<DateTimeOffset>
{
    private const int MaxLength = 33;

    /// <summary>The one that generated code uses.</summary>
    public static readonly DateTimeOffsetFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, DateTimeOffset value) => writer.WriteFormatted(value, "O", MaxLength);

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref PacketReader reader)
    {
        int start = reader.Position;
        if (reader.PeekKind() == PacketKind.Timestamp)
        {
            return new DateTimeOffset(reader.ReadTimestamp());
        }

        if (!Iso8601.TryParse(reader.ReadUtf8(), out DateTimeOffset value))
        {
            reader.ThrowInvalid(start, "date and time");
        }

        return value;
    }
}
