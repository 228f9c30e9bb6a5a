using System.ComponentModel;
using System.Globalization;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="TimeOnly"/> as a string, as in <c>07:08:09.0000000</c>; the fraction may be missing.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TimeOnlyFormatter : Formatter<TimeOnly>
{
    private const int MaxLength = 16;
    private static readonly string[] Forms = ["HH:mm:ss.FFFFFFF", "HH:mm:ss", "HH:mm"];

    /// <summary>The one that generated code uses.</summary>
    public static readonly TimeOnlyFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, TimeOnly value) => writer.WriteFormatted(value, "O", MaxLength);

    /// <inheritdoc/>
    public override TimeOnly Read(ref PacketReader reader)
    {
        int start = reader.Position;
        if (!TimeOnly.TryParseExact(reader.ReadString(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly value))
        {
            reader.ThrowInvalid(start, "time of day");
        }

        return value;
    }
}
