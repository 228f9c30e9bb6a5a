namespace PacketFlow.Analyzers.Tests;

/// <summary>Says which rule a class tests: a rule without a class, or a class without a firing and a quiet test, fails the tests.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TestsRuleAttribute(string id) : Attribute
{
    public string Id { get; } = id;
}
