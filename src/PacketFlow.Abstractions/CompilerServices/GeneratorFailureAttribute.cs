using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Says that the generator failed for one member and left it out. An analyzer makes PKF9002 of it.</summary>
/// <param name="member">The member, with its namespace and type.</param>
/// <param name="message">What went wrong.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GeneratorFailureAttribute(string member, string message) : Attribute
{
    /// <summary>The member, with its namespace and type.</summary>
    public string Member { get; } = member;

    /// <summary>What went wrong.</summary>
    public string Message { get; } = message;
}
