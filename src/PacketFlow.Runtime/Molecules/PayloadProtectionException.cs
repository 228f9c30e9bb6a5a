namespace PacketFlow.Molecules;

/// <summary>A payload that its protector did not take, or did not give back.</summary>
internal sealed class PayloadProtectionException(string code, ErrorCategory category, PayloadOwner owner, string message, Exception? innerException = null)
    : PacketFlowException(code, category, message, atomId: owner.RunId, innerException: innerException);
