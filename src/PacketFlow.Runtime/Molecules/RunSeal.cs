using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules;

/// <summary>The host's payload protector, for one run. What the protector throws becomes an error that names the run and the way out.</summary>
internal sealed class RunSeal(IPayloadProtector? protector, PayloadOwner owner) : RecordSeal
{
    public override byte[] Close(ReadOnlySpan<byte> payload)
    {
        try
        {
            return protector!.Protect(owner, payload);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw new PayloadProtectionException(
                ErrorCodes.Unavailable,
                ErrorCategory.Retryable,
                owner,
                $"Payloads of run {owner.RunId} cannot be written: {protector!.GetType().Name} threw {failure.GetType().Name}. See to it that it has what it needs.",
                failure);
        }
    }

    public override byte[] Open(ReadOnlySpan<byte> payload)
    {
        if (protector is null)
        {
            throw new PayloadProtectionException(
                ErrorCodes.HandlerFailed,
                ErrorCategory.Fatal,
                owner,
                $"Run {owner.RunId} was written through a payload protector, and this host has none. Register the {nameof(IPayloadProtector)} of that time, or delete the run. The others go on.");
        }

        try
        {
            return protector.Unprotect(owner, payload);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw new PayloadProtectionException(
                ErrorCodes.HandlerFailed,
                ErrorCategory.Fatal,
                owner,
                $"Run {owner.RunId} cannot be read: {protector.GetType().Name} threw {failure.GetType().Name}. Give it the keys that the run was written with, or delete the run. The others go on.",
                failure);
        }
    }
}
