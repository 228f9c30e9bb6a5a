namespace PacketFlow.Observability;

/// <summary>To OpenTelemetry the meters of two hosts in one process are one, and each overwrites the other's figures.</summary>
[CollectionDefinition("OpenTelemetry", DisableParallelization = true)]
public class OpenTelemetryCollection;
