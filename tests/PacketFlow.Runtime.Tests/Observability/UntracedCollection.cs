namespace PacketFlow.Observability;

/// <summary>Who listens to spans listens to those of the whole process, and atoms are handed on with the trace of theirs.</summary>
[CollectionDefinition("Untraced", DisableParallelization = true)]
public class UntracedCollection;
