using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PacketFlow.Testing;

/// <summary>A user's project opened in a workspace, as an editor has it.</summary>
internal sealed class FixProject(Project project)
{
    private static readonly ImmutableArray<CodeFixProvider> Fixes =
        [.. RoslynParts.Create<CodeFixProvider>("PacketFlow.CodeFixes", typeof(ExportCodeFixProviderAttribute))];

    public static FixProject Open(UserProject source)
    {
        CSharpCompilation compilation = source.Compile();
        Project project = new AdhocWorkspace().AddProject(source.AssemblyName, LanguageNames.CSharp)
            .WithParseOptions(source.ParseOptions)
            .WithCompilationOptions(compilation.Options)
            .WithMetadataReferences(compilation.References);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            project = project.AddDocument(tree.FilePath, tree.GetText(), filePath: tree.FilePath).Project;
        }

        return new FixProject(project);
    }

    /// <summary>The diagnostics with the id, in the order of the sources.</summary>
    public async Task<IReadOnlyList<Diagnostic>> Diagnose(string id)
    {
        var compilation = (CSharpCompilation)(await project.GetCompilationAsync())!;
        Compilation generated = RoslynParts.WithGeneratedCode(compilation, (CSharpParseOptions)project.ParseOptions!);
        return [.. (await AnalyzerRun.Diagnose(generated)).Where(diagnostic => diagnostic.Id == id)];
    }

    /// <summary>What the fixes offer for a diagnostic.</summary>
    public async Task<IReadOnlyList<(CodeAction Action, CodeFixProvider Fix)>> Offers(Diagnostic diagnostic)
    {
        Document document = project.GetDocument(diagnostic.Location.SourceTree)
            ?? throw new InvalidOperationException("It is in no document.");
        var offers = new List<(CodeAction, CodeFixProvider)>();
        foreach (CodeFixProvider fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await fix.RegisterCodeFixesAsync(
                new CodeFixContext(document, diagnostic, (action, _) => offers.Add((action, fix)), CancellationToken.None));
        }

        return offers;
    }

    public async Task<FixProject> Apply(CodeAction action)
    {
        ApplyChangesOperation changes = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        return new FixProject(changes.ChangedSolution.GetProject(project.Id)!);
    }

    /// <summary>Applies the fix with the key to all diagnostics with the id.</summary>
    public async Task<FixProject> FixAll(string id, string key, FixAllScope scope)
    {
        foreach (Diagnostic diagnostic in await Diagnose(id))
        {
            CodeFixProvider? fix = (await Offers(diagnostic)).FirstOrDefault(offer => offer.Action.EquivalenceKey == key).Fix;
            if (fix is not null)
            {
                return await FixAll(diagnostic, fix, key, scope);
            }
        }

        throw new InvalidOperationException($"No fix of {id} has the key {key}.");
    }

    private async Task<FixProject> FixAll(Diagnostic first, CodeFixProvider fix, string key, FixAllScope scope)
    {
        var context = new FixAllContext(
            project.GetDocument(first.Location.SourceTree)!,
            fix,
            scope,
            key,
            [first.Id],
            new DiagnosticsOf(this, first.Id),
            CancellationToken.None);
        return await Apply((await fix.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    /// <summary>Compares the first source, which must compile and no longer have the diagnostic.</summary>
    public async Task ShouldBe(string id, string expected)
    {
        Document document = project.Documents.Single(static document => document.Name == "Source0.cs");
        (await document.GetTextAsync()).ToString().ShouldBe(expected);
        var compilation = (CSharpCompilation)(await project.GetCompilationAsync())!;
        RoslynParts.WithGeneratedCode(compilation, (CSharpParseOptions)project.ParseOptions!).GetDiagnostics()
            .Where(static diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error)
            .ShouldBeEmpty("fixed code compiles");
        (await Diagnose(id)).ShouldBeEmpty("what is fixed is not reported again");
    }

    private sealed class DiagnosticsOf(FixProject project, string id) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project _, CancellationToken cancellationToken) =>
            await project.Diagnose(id);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await project.Diagnose(id)).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project _, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
