namespace PacketFlow.Hosting;

/// <summary>What two keys must not say together.</summary>
internal static class OptionsRules
{
    public static void Check(PacketFlowOptions options, OptionsReader reader)
    {
        if (options.Limits.UnfinishedBytes < LimitsOptions.LeastFrames * options.Limits.FrameBytes)
        {
            reader.Refuse("Limits:unfinished_bytes", $"one long frame alone would not find room; allowed is at least {LimitsOptions.LeastFrames} times {OptionsReader.Root}:Limits:frame_bytes, "
                + $"which is {LimitsOptions.LeastFrames * options.Limits.FrameBytes} here");
        }

        (string Path, ListenAddress Address)[] listeners = [.. options.Listen.On()];
        foreach ((string path, ListenAddress address) in listeners)
        {
            if (!address.IsLoopback && !options.Security.AllowInsecure)
            {
                reader.Refuse(path, "other machines would reach it without TLS and keys; "
                    + $"allowed is a loopback address, or {OptionsReader.Root}:Security:AllowInsecure = true where the network itself is trusted");
            }
        }

        foreach (IGrouping<int, (string Path, ListenAddress Address)> same in listeners.Where(static one => one.Address.Port != 0).GroupBy(static one => one.Address.Port))
        {
            foreach ((string path, _) in same.Skip(1).Where(one => Overlap(one.Address, same.First().Address)))
            {
                reader.Refuse(path, $"{OptionsReader.Root}:{same.First().Path} has the same port; each listener needs its own");
            }
        }
    }

    private static bool Overlap(ListenAddress one, ListenAddress other) => one.Address.Equals(other.Address) || IsEvery(one) || IsEvery(other);

    private static bool IsEvery(ListenAddress one) => one.Address.Equals(System.Net.IPAddress.Any) || one.Address.Equals(System.Net.IPAddress.IPv6Any);
}
