using Einspace.Training.Backends;

namespace Einspace.Torch;

/// <summary>
/// Who owns which native tensor: a stack of pointers, cut back to where a scope began when the scope ends. A stamp per
/// place tells a handle whose tensor is gone from the one that took its place.
/// </summary>
internal sealed unsafe class TensorTable
{
    private nint[] _pointers = new nint[256];
    private int[] _stamps = new int[256];
    private int _top, _stamp, _released;

    public int Count => _top - _released;

    public Tensor Add(nint pointer)
    {
        if (_top == _pointers.Length)
        {
            Array.Resize(ref _pointers, 2 * _top);
            Array.Resize(ref _stamps, 2 * _top);
        }

        _pointers[_top] = pointer;
        _stamps[_top] = ++_stamp == 0 ? ++_stamp : _stamp; // 0 is "none", also after four billion tensors
        return new Tensor(_top, _stamps[_top++]);
    }

    public nint this[Tensor tensor]
    {
        get
        {
            if ((uint)tensor.Slot < (uint)_top && _stamps[tensor.Slot] == tensor.Stamp && _pointers[tensor.Slot] is var pointer and not 0)
                return pointer;
            throw new TensorException(tensor.IsNone ? "A tensor was expected, but there is none." : "This tensor was freed: its scope has ended, or it was released.");
        }
    }

    public void Release(Tensor tensor)
    {
        nint pointer = this[tensor];
        _pointers[tensor.Slot] = 0;
        _released++;
        Shim.Free(&pointer, 1);
    }

    public int Mark() => _top;

    public void CutTo(int mark)
    {
        _released -= _pointers.AsSpan(mark, _top - mark).Count(0);
        fixed (nint* first = _pointers)
            Shim.Free(first + mark, _top - mark);
        Array.Clear(_pointers, mark, _top - mark);
        _top = mark;
    }
}
