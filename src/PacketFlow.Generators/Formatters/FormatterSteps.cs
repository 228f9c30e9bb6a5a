namespace PacketFlow.Generators.Formatters;

/// <summary>The tracked steps of the formatters.</summary>
internal static class FormatterSteps
{
    public const string Contracts = "Formatters.Contracts";
    public const string Payloads = "Formatters.Payloads";
    public const string Payload = "Formatters.Payload";
    public const string List = "Formatters.List";
}
