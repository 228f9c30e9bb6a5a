using System.ComponentModel;
using System.Globalization;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="DateOnly"/> as a string, as in <c>2024-05-06</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DateOnlyFormatter : Formatter<DateOnly>
{
    private const int MaxLength = 10;

    /// <summary>The one that generated code uses.</summary>
    public static readonly DateOnlyFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, DateOnly value) => writer.WriteFormatted(value, "O", MaxLength);

    /// <inheritdoc/>
    public override DateOnly Read(ref PacketReader reader)
    {
        int start = reader.Position;
        if (!DateOnly.TryParseExact(reader.ReadString(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly value))
        {
            reader.ThrowInvalid(start, "date");
        }

        return value;
    }
}
