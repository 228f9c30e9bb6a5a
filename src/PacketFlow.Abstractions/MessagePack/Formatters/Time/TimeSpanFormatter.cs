using System.ComponentModel;
using System.Globalization;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="TimeSpan"/> as a string, as in <c>1.02:03:04.5000000</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TimeSpanFormatter : Formatter<TimeSpan>
{
    private const int MaxLength = 26;

    /// <summary>The one that generated code uses.</summary>
    public static readonly TimeSpanFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, TimeSpan value) => writer.WriteFormatted(value, "c", MaxLength);

    /// <inheritdoc/>
    public override TimeSpan Read(ref PacketReader reader)
    {
        int start = reader.Position;
        if (!TimeSpan.TryParseExact(reader.ReadString(), "c", CultureInfo.InvariantCulture, out TimeSpan value))
        {
            reader.ThrowInvalid(start, "duration");
        }

        return value;
    }
}
