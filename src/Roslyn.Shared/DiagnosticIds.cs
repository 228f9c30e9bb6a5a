namespace PacketFlow;

/// <summary>
/// The ids of all diagnostics, in blocks: 1 elements, 2 molecules, 3 types, 4 payloads, 5 durability, 6 resources, 7 time, 8 report,
/// 9 tooling. An id is never reused.
/// </summary>
internal static class DiagnosticIds
{
    public const string UnknownGroup = "PKF1001";
    public const string UnknownElement = "PKF1002";
    public const string DuplicateHandler = "PKF1003";
    public const string AliasUsed = "PKF1004";
    public const string UnsupportedSignature = "PKF1005";
    public const string AsyncVoidHandler = "PKF1006";
    public const string NoCancellationToken = "PKF1007";
    public const string AbstractOrGenericHandler = "PKF1008";
    public const string InaccessibleHandler = "PKF1009";
    public const string ParameterByReference = "PKF1010";
    public const string MandatoryElementOverridden = "PKF1013";
    public const string PriorityOutOfRange = "PKF1015";
    public const string NameNotWireSafe = "PKF1016";

    public const string CyclicBonds = "PKF2001";
    public const string SelfBond = "PKF2002";
    public const string ContradictoryBonds = "PKF2003";
    public const string RedundantBond = "PKF2004";
    public const string BondOutsideComposition = "PKF2005";
    public const string IsolatedStep = "PKF2006";
    public const string EmptyMolecule = "PKF2007";
    public const string MoleculeContainsItself = "PKF2008";
    public const string OverStrictOrder = "PKF2009";
    public const string AmbiguousStepInput = "PKF2010";
    public const string AmbiguousMoleculeInput = "PKF2011";
    public const string MoleculeTooLarge = "PKF2012";
    public const string OrderDependentGroup = "PKF2015";
    public const string UnproducedStepInput = "PKF2019";
    public const string MoleculeNotUsable = "PKF2020";
    public const string StepNotUsable = "PKF2021";

    public const string TypeMismatch = "PKF3001";
    public const string NullableIntoNonNullable = "PKF3002";
    public const string LossyConversion = "PKF3003";
    public const string ResultIgnored = "PKF3005";
    public const string SubmitPayloadMismatch = "PKF3006";
    public const string NoHandlerForSubmit = "PKF3007";

    public const string PayloadNotEncodable = "PKF4001";
    public const string DuplicateKey = "PKF4003";
    public const string UndeclaredCases = "PKF4004";
    public const string FormatsDisagree = "PKF4007";
    public const string MemberOfAnotherGenerator = "PKF4012";
    public const string ValidationNotEnforced = "PKF4013";

    public const string NonIdempotentRetry = "PKF5006";
    public const string StepWritesMember = "PKF5007";
    public const string CompensationMissing = "PKF5008";

    public const string Deadlock = "PKF6001";
    public const string LockOrderDiffers = "PKF6002";
    public const string UnnamedResource = "PKF6004";
    public const string WritersWithoutMerge = "PKF6005";
    public const string CallCycle = "PKF6006";

    public const string TimeoutAboveMaximum = "PKF7001";
    public const string TimeoutBelowCriticalPath = "PKF7002";
    public const string RetriesDoNotFit = "PKF7003";
    public const string TimeoutNotPositive = "PKF7005";

    public const string MoleculeReport = "PKF8001";
    public const string StabilityBelowThreshold = "PKF8002";
    public const string DiagramWritten = "PKF8009";

    public const string GeneratorDidNotRun = "PKF9001";
    public const string GeneratorFailed = "PKF9002";
    public const string VersionsDiffer = "PKF9003";
    public const string ReactorNotStarted = "PKF9005";
    public const string GeneratedNameCollision = "PKF9006";
}
