namespace PacketFlow.Hosting;

/// <summary>Section <c>Security</c>.</summary>
internal sealed record SecurityOptions
{
    /// <summary>Whether listeners without TLS and keys may be reached from other machines. Default false: loopback only.</summary>
    public bool AllowInsecure { get; init; }

    public static SecurityOptions Read(OptionsReader reader) => new() { AllowInsecure = reader.Switch("Security:AllowInsecure", byDefault: false) };
}
