using System.Collections.Concurrent;

namespace PacketFlow.Molecules.Dynamic;

/// <summary>Documents that were read before: whoever begins runs with a document mostly does so with the same one.</summary>
/// <param name="handled">What the handler of an address says of its element.</param>
internal sealed class RecentDocuments(Func<AtomGroup, string, Element?> handled)
{
    // Few enough to be no burden: whoever brings others without end, or large ones, has them read each time.
    private const int Most = 64;
    private const int LargestBytes = 16 * 1024;

    private readonly ConcurrentDictionary<string, DynamicMolecule> _known = new(StringComparer.Ordinal);

    /// <inheritdoc cref="MoleculeDocument.Read"/>
    public DynamicMolecule Read(FlowValue document, string place = "d")
    {
        if (document.Bytes.Length > LargestBytes)
        {
            return MoleculeDocument.Read(document, handled, place);
        }

        string text = Convert.ToBase64String(document.Bytes);
        if (!_known.TryGetValue(text, out DynamicMolecule? molecule))
        {
            // With its plan, which is made once.
            molecule = MoleculeDocument.Read(document, handled, place);
            _ = molecule.Plan.Fingerprint;
            if (_known.Count >= Most)
            {
                _known.Clear();
            }

            _known.TryAdd(text, molecule);
        }

        return molecule;
    }
}
