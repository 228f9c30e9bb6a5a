using System.Buffers;
using System.Globalization;
using System.Text;

namespace PacketFlow.Observability;

/// <summary>Writes Prometheus' text format, version 0.0.4.</summary>
internal sealed class PrometheusWriter(IBufferWriter<byte> output)
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>What is told of a family before its samples.</summary>
    public void Family(InstrumentInfo info)
    {
        Text("# HELP "); Text(info.Prometheus); Text(" "); Escaped(info.Description, inQuotes: false);
        Text("\n# TYPE "); Text(info.Prometheus); Text(" "); Text(Kind(info.Kind)); Text("\n");
    }

    public void Sample(string name, ReadOnlySpan<(string Name, string Value)> labels, double value)
    {
        Text(name);
        for (int i = 0; i < labels.Length; i++)
        {
            Text(i == 0 ? "{" : ","); Text(labels[i].Name); Text("=\""); Escaped(labels[i].Value, inQuotes: true); Text("\"");
        }

        Text(labels.Length > 0 ? "} " : " "); Text(Number(value)); Text("\n");
    }

    public static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString(CultureInfo.InvariantCulture);

    private static string Kind(InstrumentKind kind) => kind switch
    {
        InstrumentKind.Counter => "counter",
        InstrumentKind.Histogram => "histogram",
        _ => "gauge",
    };

    private void Text(string text) => Encoding.UTF8.GetBytes(text, output);

    private void Escaped(string text, bool inQuotes)
    {
        string escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        Text(inQuotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped);
    }
}
