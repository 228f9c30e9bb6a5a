namespace PacketFlow.Protocol;

/// <summary>Which keys of a map have been read. What comes twice is refused: who reads the first and who reads the last would see two messages.</summary>
internal struct SeenKeys
{
    private int _seen;

    /// <summary>Takes a key down.</summary>
    /// <param name="key">The key as it stands in the map.</param>
    /// <param name="known">The keys that mean something, at most 32.</param>
    /// <returns>The key if it is one of them and came before, else null.</returns>
    public string? IsRepeated(ReadOnlySpan<byte> key, string[] known)
    {
        for (int i = 0; i < known.Length; i++)
        {
            if (key.Length == known[i].Length && System.Text.Ascii.Equals(key, known[i]))
            {
                int bit = 1 << i;
                bool isRepeated = (_seen & bit) != 0;
                _seen |= bit;
                return isRepeated ? known[i] : null;
            }
        }

        return null;
    }
}
