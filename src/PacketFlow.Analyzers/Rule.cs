using Microsoft.CodeAnalysis;

namespace PacketFlow;

/// <summary>Makes the descriptor of a rule. The category follows from the id's block, the help link from the id.</summary>
internal static class Rule
{
    private const string Pages = "https://github.com/packetflow/packetflow/blob/main/docs/diagnostics/";

    /// <summary>The generated code, or what runs, would be wrong.</summary>
    public static DiagnosticDescriptor Error(string id, string title, string message, bool atEnd = false) =>
        Describe(id, title, message, DiagnosticSeverity.Error, atEnd);

    /// <summary>Probably a mistake.</summary>
    public static DiagnosticDescriptor Warning(string id, string title, string message, bool atEnd = false) =>
        Describe(id, title, message, DiagnosticSeverity.Warning, atEnd);

    /// <summary>Worth knowing.</summary>
    public static DiagnosticDescriptor Info(string id, string title, string message, bool atEnd = false) =>
        Describe(id, title, message, DiagnosticSeverity.Info, atEnd);

    /// <summary>Nothing to show, but a fix to offer.</summary>
    public static DiagnosticDescriptor Hidden(string id, string title, string message) =>
        Describe(id, title, message, DiagnosticSeverity.Hidden, atEnd: false);

    private static DiagnosticDescriptor Describe(string id, string title, string message, DiagnosticSeverity severity, bool atEnd) => new(
        id,
        title,
        message,
        CategoryOf(id),
        severity,
        isEnabledByDefault: true,
        helpLinkUri: $"{Pages}{id}.md",
        customTags: atEnd ? [WellKnownDiagnosticTags.CompilationEnd] : []);

    private static string CategoryOf(string id) => "PacketFlow." + id[3] switch
    {
        '1' => "Elements",
        '2' => "Molecules",
        '3' => "Types",
        '4' => "Payloads",
        '5' => "Durability",
        '6' => "Resources",
        '7' => "Time",
        '8' => "Report",
        _ => "Tooling",
    };
}
