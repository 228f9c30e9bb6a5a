using System.Buffers;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

// A connection may keep one large buffer for what it does. What a long frame takes beyond that is given back when the frame has come, and
// counts until then with the unfinished ones of all connections.
internal sealed partial class ReceiveLoop
{
    private bool _isCounted;
    private bool _isPart;
    private bool _wasPart;
    private bool _hadFrame;
    private bool _wasCounted;
    private int _startAtRead;
    private int _partsAtWait;

    private bool HoldsMuch =>
        _buffer.Length > LargeBuffer || _frame.Length > LargeBuffer || _replies.Bytes.Length > LargeBuffer || _packet?.Bytes.Length > LargeBuffer;

    // Only where the loop is about to wait: nothing of a message is in hand then.
    private void GiveBack()
    {
        _frame = [];
        _next = _frameEnd = 0;
        _replies = new Scratch();
        _packet = _textResult = null;
        _part = _earlier is { IsCompleted: false } ? _part : null;
        if (_buffer.Length > LargeBuffer)
        {
            Replace(ArrayPool<byte>.Shared.Rent(LargeBuffer));
        }
    }

    private void BeginWait()
    {
        bool hasMoved = _start != _startAtRead;
        MakeRoom();
        int parts = _connection.Framing.Gathered;
        int taken = parts + (_buffer.Length > LargeBuffer ? _buffer.Length : 0);
        _isPart = parts > 0 || _end > _start;
        if (_isPart)
        {
            _connection.BeginRest(isAnother: !_wasPart || _hadFrame || (parts == 0 && hasMoved));
        }

        _isCounted = taken > LargeBuffer;
        if (_isCounted)
        {
            _connection.BeginUnfinished(taken, isAnother: !_wasCounted || (parts > 0 ? parts < _partsAtWait : hasMoved));
        }

        _wasPart = _isPart;
        _hadFrame = false;
        _wasCounted = _isCounted;
        _partsAtWait = parts;
    }

    private void EndWait()
    {
        _startAtRead = _start;
        if (_isPart)
        {
            _isPart = false;
            _connection.EndRest();
        }

        if (_isCounted)
        {
            _isCounted = false;
            _connection.EndUnfinished();
        }
    }
}
