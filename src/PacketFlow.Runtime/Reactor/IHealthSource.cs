namespace PacketFlow.Reactor;

/// <summary>Tells how the reactor is, as every protocol tells it.</summary>
internal interface IHealthSource
{
    /// <summary>Writes the health document, with what there is of detail when that is asked for.</summary>
    void Write(ref PacketWriter writer, bool detail);
}
