namespace PacketFlow;

/// <summary>A test that cannot go on as it is written; the message says why and what to do.</summary>
public sealed class MoleculeTestException : Exception
{
    internal MoleculeTestException(string message)
        : base(message)
    {
    }
}
