namespace PacketFlow.Generators;

/// <summary>The pipeline's steps, as the cache tests know them.</summary>
internal static class TrackingNames
{
    public const string Elements = nameof(Elements);
    public const string ElementPayloads = nameof(ElementPayloads);
    public const string HandlerTypes = nameof(HandlerTypes);
    public const string ElementIndex = nameof(ElementIndex);
    public const string Contracts = nameof(Contracts);
    public const string Payloads = nameof(Payloads);
    public const string Payload = nameof(Payload);
    public const string FormatterList = nameof(FormatterList);
    public const string ParsedMolecules = nameof(ParsedMolecules);
    public const string MoleculePayloads = nameof(MoleculePayloads);
    public const string Molecules = nameof(Molecules);
    public const string MoleculeFailures = nameof(MoleculeFailures);
    public const string Diagrams = nameof(Diagrams);
    public const string Failures = nameof(Failures);
    public const string Experiments = nameof(Experiments);
    public const string Project = nameof(Project);
    public const string Modules = nameof(Modules);
    public const string Manifest = nameof(Manifest);
}
