using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Bodies;
using PacketFlow.Elements;

namespace PacketFlow.Tooling;

/// <summary>
/// PKF9005: a program with handlers that starts no reactor. Only in programs that reference the runtime: a library's handlers are
/// started by whoever references it.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReactorAnalyzer : DiagnosticAnalyzer
{
    private const string Start = "AddPacketFlow";

    // Whoever is handed the program's elements starts a reactor with them: a host for tests, or a method of the user's.
    private const string HandsOver = "AddElements";

    private static readonly string[] Words = [Start, HandsOver, "Builder"];

    private static readonly DiagnosticDescriptor NotStarted = Rule.Warning(
        DiagnosticIds.ReactorNotStarted,
        "No reactor started",
        "The program handles '{0}' but never calls AddPacketFlow, so no atom reaches it: add "
        + "builder.AddPacketFlow(flow => flow.AddElements()) where the host is built",
        atEnd: true);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [NotStarted];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterForUsers(static start =>
        {
            bool isProgram = start.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;
            if (isProgram && start.Compilation.References(WellKnownNames.Runtime))
            {
                var calls = new ConcurrentBag<InvocationExpressionSyntax>();
                start.RegisterSyntaxTreeAction(context => Note(context.Tree, calls, context.CancellationToken));
                start.RegisterCompilationEndAction(context => Judge(context, calls));
            }
        });
    }

    private static void Note(SyntaxTree tree, ConcurrentBag<InvocationExpressionSyntax> calls, CancellationToken cancellationToken)
    {
        if (tree.Mentions(Words, cancellationToken))
        {
            foreach (InvocationExpressionSyntax call in tree.Calls(cancellationToken).Where(static call => Starts(call) || MakesBuilder(call)))
            {
                calls.Add(call);
            }
        }
    }

    private static void Judge(CompilationAnalysisContext context, ConcurrentBag<InvocationExpressionSyntax> calls)
    {
        if (!calls.Any(Starts)
            && new ElementSet(context.Compilation).Sites.FirstOrDefault(static site => !site.Model.IsBodyless) is { } element)
        {
            Location place = calls
                .OrderBy(static call => call.SyntaxTree.FilePath, StringComparer.Ordinal)
                .ThenBy(static call => call.SpanStart)
                .FirstOrDefault()?.GetLocation() ?? element.MethodLocation;
            context.ReportDiagnostic(NotStarted.At(place, element.Address));
        }
    }

    private static bool Starts(InvocationExpressionSyntax call) => call.CalledName() is Start or HandsOver;

    // WebApplication.CreateBuilder and its kin: known by name, so that nothing of ASP.NET's has to be referenced.
    private static bool MakesBuilder(InvocationExpressionSyntax call) => call.CalledName() is { } name
        && name.StartsWith("Create", StringComparison.Ordinal) && name.EndsWith("Builder", StringComparison.Ordinal);
}
