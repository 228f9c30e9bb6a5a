using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace PacketFlow.Testing;

/// <summary>
/// Applies a code fix as an editor does and compares the text. What comes out must compile, and no longer have the diagnostic.
/// </summary>
internal static class FixRun
{
    /// <summary>Fixes the only diagnostic with the id: alone, and by "fix all" in the document and in the project.</summary>
    /// <param name="id">The diagnostic's id.</param>
    /// <param name="before">The source, unmarked.</param>
    /// <param name="after">The source that must come out.</param>
    /// <param name="key">The equivalence key of the fix; by default the id.</param>
    /// <param name="like">What kind of project it is; by default a library.</param>
    public static async Task One(string id, string before, string after, string? key = null, UserProject? like = null)
    {
        (await Open(before, like).Diagnose(id)).ShouldHaveSingleItem();
        await Single(id, 0, before, after, key, like);
        await All(id, before, after, key, like);
    }

    /// <summary>Fixes one of the diagnostics with the id, and with it all of them.</summary>
    public static async Task Single(string id, int index, string before, string after, string? key = null, UserProject? like = null)
    {
        FixProject project = Open(before, like);
        Diagnostic diagnostic = (await project.Diagnose(id))[index];
        (CodeAction action, _) = (await project.Offers(diagnostic))
            .Where(offer => offer.Action.EquivalenceKey == (key ?? id))
            .ShouldHaveSingleItem();
        await (await project.Apply(action)).ShouldBe(id, after);
    }

    /// <summary>Fixes all diagnostics with the id, in the document and in the project.</summary>
    public static async Task All(string id, string before, string after, string? key = null, UserProject? like = null)
    {
        foreach (FixAllScope scope in (FixAllScope[])[FixAllScope.Document, FixAllScope.Project])
        {
            FixProject project = Open(before, like);
            (await project.Diagnose(id)).ShouldNotBeEmpty();
            await (await project.FixAll(id, key ?? id, scope)).ShouldBe(id, after);
        }
    }

    /// <summary>The titles of what is offered for the only diagnostic with the id.</summary>
    public static async Task<IReadOnlyList<string>> Titles(string id, string source)
    {
        FixProject project = FixProject.Open(UserProject.Of(source));
        Diagnostic diagnostic = (await project.Diagnose(id)).ShouldHaveSingleItem();
        return [.. (await project.Offers(diagnostic)).Select(static offer => offer.Action.Title)];
    }

    private static FixProject Open(string source, UserProject? like) =>
        FixProject.Open((like ?? new UserProject()) with { Sources = UserProject.Of(source).Sources });
}
