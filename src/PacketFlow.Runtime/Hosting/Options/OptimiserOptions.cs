namespace PacketFlow.Hosting;

/// <summary>Section <c>Optimiser</c>: which proposals new runs get without being asked. Each is off by default; proposals are told in any case.</summary>
internal static class OptimiserOptions
{
    public static IReadOnlyList<ProposalKind> Read(OptionsReader reader)
    {
        (string Key, ProposalKind Kind)[] kinds =
        [
            ("relax_bonds", ProposalKind.RelaxBond), ("place_together", ProposalKind.PlaceTogether), ("split_items", ProposalKind.SplitItems),
        ];
        return [.. kinds.Where(kind => reader.Switch($"Optimiser:{kind.Key}", byDefault: false)).Select(static kind => kind.Kind)];
    }
}
