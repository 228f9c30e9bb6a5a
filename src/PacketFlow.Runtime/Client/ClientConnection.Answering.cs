using PacketFlow.Protocol;

namespace PacketFlow.Client;

internal sealed partial class ClientConnection
{
    /// <summary>Takes a result: it ends the atom that it is for, if that still waits.</summary>
    public void Answer(uint sequence, ReadOnlySpan<byte> reply, ReadOnlySpan<byte> result, int maxDepth)
    {
        HasAnswered = true;
        if (!Calls.IsOther(sequence))
        {
            Calls.Take(sequence)?.Succeed(result);
        }
        else if (SequenceOf(reply, maxDepth) is > 0 and var ofAtom)
        {
            Calls.Take(ofAtom)?.Succeed(result);
        }
        else
        {
            _greeting?.TrySetResult();
        }
    }

    /// <summary>Takes an error: it ends the atom or the batch that it is for. One for nobody says why the peer is about to leave.</summary>
    public void Answer(uint sequence, ReadOnlySpan<byte> reply, in AtomError error, int maxDepth)
    {
        if (sequence == 0)
        {
            LastWords = error.Message;
            return;
        }

        HasAnswered = true;
        if (!Calls.IsOther(sequence))
        {
            Fail(Calls.Take(sequence), error);
        }
        else if (SequenceOf(reply, maxDepth) is > 0 and var ofAtom)
        {
            Fail(Calls.Take(ofAtom), error);
        }
        else if (sequence != Calls.OtherSequence)
        {
            foreach (WireCall call in Calls.TakeBatch(sequence))
            {
                Fail(call, error);
            }
        }
        else
        {
            _greeting?.TrySetException(error.ToException(null));
        }
    }

    private uint SequenceOf(ReadOnlySpan<byte> reply, int maxDepth) =>
        reply.IsEmpty ? 0 : Ids.SequenceIn(ReplyParser.IdOf(reply, maxDepth));

    private static void Fail(WireCall? call, in AtomError error) => call?.Fail(error.ToException(call.Id));
}
