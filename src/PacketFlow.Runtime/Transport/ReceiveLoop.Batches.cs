using System.Text;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

internal sealed partial class ReceiveLoop
{
    // The batch that is being handled: how many of its atoms are left, and where it ends.
    private int _batchLeft;
    private int _batchStart;
    private int _batchEnd;
    private MessageFields _batch;
    private HashSet<string>? _batchIds;

    private void BeginBatch(int start, in MessageFields batch)
    {
        ReadOnlySpan<byte> atoms = batch.Data.In(_frame.AsSpan(start));
        var reader = new PacketReader(atoms);
        if (atoms.IsEmpty || reader.PeekKind() != PacketKind.Array)
        {
            AnswerFault(batch.Sequence, ReactorErrors.Malformed("atoms: expected an array of atoms"));
            return;
        }

        int count = reader.EnterArray();
        if (count > _connection.Settings.MaxBatch)
        {
            AnswerFault(batch.Sequence, new AtomError(
                ErrorCodes.TooLarge, ErrorCategory.Fatal, $"atoms: {count} of at most {_connection.Settings.MaxBatch}; send several batches, or raise PacketFlow:Limits:batch_atoms"));
            return;
        }

        _batch = batch;
        _batchLeft = count;
        _batchStart = start;
        _batchEnd = _next;
        _next = start + batch.Data.Start + reader.Position;
        _batchIds = count > 1 ? new HashSet<string>(count, StringComparer.Ordinal) : null;
        if (count == 0)
        {
            _next = _batchEnd;
        }
    }

    private void HandleBatchAtom()
    {
        // What an atom does not say it takes from the batch: all places count from where that begins.
        int origin = _next - _batchStart;
        AtomFields atom = _batch.Atom;
        _next += MessageParser.ParseAtom(_frame.AsSpan(_next, _batchEnd - _next), _connection.Settings.MaxDepth, origin, ref atom);
        if (--_batchLeft == 0)
        {
            _next = _batchEnd;
        }

        ReadOnlySpan<byte> id = atom.Id.In(_frame.AsSpan(_batchStart));
        if (_batchIds is not null && !id.IsEmpty && !_batchIds.Add(Encoding.UTF8.GetString(id)))
        {
            AnswerFault(_batch.Sequence, ReactorErrors.SameIdInBatch, id);
            return;
        }

        Reaction reaction = _reaction ??= new Reaction(_connection.Reactor, _connection);
        reaction.Take(_frame, _batchStart, atom, _batch.Sequence, _batch.Source);
        Submit(reaction);
    }
}
