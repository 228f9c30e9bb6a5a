using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PacketFlow.Bench;

/// <summary>What a benchmark prints: rows of figures, and the ratios it promises, each beside its limit.</summary>
internal sealed class Table(string title, params string[] columns)
{
    private readonly List<string[]> _rows = [];
    private readonly List<(string Name, double Value, double Limit)> _ratios = [];
    private readonly List<string> _failures = [];

    /// <summary>Whether all was measured and every ratio is within its limit.</summary>
    public bool Holds => _failures.Count == 0 && _ratios.TrueForAll(static ratio => ratio.Value <= ratio.Limit);

    public void Row(params string[] cells) => _rows.Add(cells);

    /// <summary>A figure that must not be above its limit.</summary>
    public void Ratio(string name, double value, double limit) => _ratios.Add((name, value, limit));

    /// <summary>A part that could not be measured. The others stand.</summary>
    public void Failed(string part, Exception why) => _failures.Add($"FAILED  {part}: {why.Message}");

    public static string Number(double value, int digits = 1) => value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public override string ToString()
    {
        string[] header = columns;
        int[] widths = [.. header.Select((name, column) => _rows.Select(row => row[column].Length).Append(name.Length).Max())];
        var text = new StringBuilder().AppendLine(title).AppendLine();
        text.AppendLine(Line(header, widths)).AppendLine(Line([.. widths.Select(static width => new string('-', width))], widths));
        foreach (string[] row in _rows)
        {
            text.AppendLine(Line(row, widths));
        }

        text.AppendLine();
        foreach ((string name, double value, double limit) in _ratios)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{(value <= limit ? "holds" : "MISSES")}  {name}: {Number(value, 2)} (at most {Number(limit, 2)})");
        }

        _failures.ForEach(failure => text.AppendLine(failure));
        return text.ToString().TrimEnd();
    }

    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("title", title);
            json.WriteStartArray("rows");
            foreach (string[] row in _rows)
            {
                json.WriteStartObject();
                for (int i = 0; i < row.Length; i++)
                {
                    json.WriteString(columns[i], row[i]);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("ratios");
            foreach ((string name, double value, double limit) in _ratios)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteNumber("value", value);
                json.WriteNumber("limit", limit);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("failures");
            _failures.ForEach(json.WriteStringValue);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Line(string[] cells, int[] widths) =>
        string.Join("  ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd();
}
