namespace PacketFlow.CodeFixes.Tests;

/// <summary>
/// Says the fix of which rule a class tests: a fixable rule without a class, or a class without a test of one fix and of all fixes
/// together, fails the tests.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TestsRuleAttribute(string id) : Attribute
{
    public string Id { get; } = id;
}
