namespace PacketFlow.Tests;

/// <summary>Where things are.</summary>
public interface IMap
{
    /// <summary>The place of a thing.</summary>
    string Find(string thing);
}
