using System.Runtime.CompilerServices;

namespace Einspace.Sdk.Grammars.Engine;

/// <summary>
/// A derivation in the making, on flat arrays: a stack of positions from the root to the leftmost open one, and the records of all
/// nodes so far in pre-order. Choosing a production opens its first child or, where it has none left, closes it and whatever that
/// completes. A failed attempt costs a mark and a roll-back, never an object.
/// </summary>
/// <remarks>
/// The only place that evaluates attributes: sampling, partial derivations, reading and mutation all drive it, by different choices.
/// No recursion; how deep a derivation may become is bounded by <see cref="ArchitectureReader.DeepestNesting"/> alone.
/// </remarks>
internal sealed class Derivation<TState>(GrammarRules<TState> rules)
    where TState : unmanaged, IEquatable<TState>
{
    private readonly Symbol<TState>[] _symbols = rules.Symbols;
    private readonly Production<TState>[] _productions = rules.Productions;
    private Position[] _stack = new Position[16];
    private TState[] _states = new TState[32];
    private DerivationRecord[] _records = new DerivationRecord[32];
    private NodeAttributes<TState>[] _attributes = [];
    private TState _result;
    private bool _keepsAttributes;
    private int _top = -1;
    private int _committed;
    private int _stateCount;

    /// <summary>How many productions were drawn since the beginning, those of failed attempts included.</summary>
    public long Draws { get; private set; }

    /// <summary>Whether a production gave the whole derivation up, so that a fresh one may succeed.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Hears of every draw: the symbol, the options that were left, and which of them was drawn.</summary>
    public Action<Symbol<TState>, ulong, int>? Drawn { get; init; }

    /// <summary>The number of nodes.</summary>
    public int Count { get; private set; }

    /// <summary>The nodes in pre-order; those of open positions are not among them yet.</summary>
    public ReadOnlySpan<DerivationRecord> Records => _records.AsSpan(0, Count);

    /// <summary>The nodes' attributes, where they are kept.</summary>
    public ReadOnlySpan<NodeAttributes<TState>> Attributes => _attributes.AsSpan(0, Count);

    /// <summary>The topmost position: the open one, or after a failure the one whose rule failed.</summary>
    public ref readonly Position Top => ref _stack[_top];

    /// <summary>The position above the topmost one; there is none at the root.</summary>
    public ref readonly Position Above => ref _stack[_top - 1];

    /// <summary>Whether a position is open.</summary>
    public bool IsOpen => _top >= 0;

    /// <summary>The parent's node of the open position; −1 at the root.</summary>
    public int OpenParent => _top == 0 ? -1 : _stack[_top - 1].Record;

    /// <summary>The parent's slot of the open position.</summary>
    public int OpenSlot => _top == 0 ? 0 : _stack[_top - 1].Slot;

    /// <summary>Starts afresh, with one open position.</summary>
    /// <param name="symbol">Its symbol.</param>
    /// <param name="inherited">What it inherits.</param>
    /// <param name="depth">Its depth.</param>
    /// <param name="keepAttributes">Whether the attributes of all nodes are wanted.</param>
    public void Begin(int symbol, in TState inherited, int depth, bool keepAttributes = false)
    {
        (_top, _committed, _stateCount, Count, Draws) = (-1, 0, 0, 0, 0);
        (_keepsAttributes, IsGivenUp) = (keepAttributes, false);
        Push(symbol, in inherited, depth, 1);
    }

    /// <summary>Whether a production can be drawn at the open position.</summary>
    public bool IsOption(int production)
    {
        int option = production - _symbols[_stack[_top].Symbol].First;
        return option < _symbols[_stack[_top].Symbol].Options && (_stack[_top].Options >> option & 1) != 0;
    }

    /// <summary>Takes an option of the open position away.</summary>
    public void Exclude(int production) => Remove(ref _stack[_top], production);

    /// <summary>
    /// From here on <see cref="Complete"/> gives up rather than discard a choice already made.
    /// </summary>
    public void Commit() => _committed = _top;

    /// <summary>
    /// Draws productions until the derivation is complete. Where one cannot be completed, it is removed from its position's options
    /// and another drawn there; where none is left, the parent's production is removed (SPEC section 4).
    /// </summary>
    /// <param name="random">The only source of randomness.</param>
    /// <returns>
    /// False where the first open position, or one that committed choices opened, has no option left, or a production gave up.
    /// </returns>
    public bool Complete(RandomStream random)
    {
        while (true)
        {
            ref Position position = ref _stack[_top];
            if (position.Options == 0)
            {
                if (--_top < _committed)
                    return false;
                Discard();
                continue;
            }

            Draws++;
            Symbol<TState> symbol = _symbols[position.Symbol];
            int option = symbol.Draw(position.Options, random);
            Drawn?.Invoke(symbol, position.Options, option);
            switch (Choose(symbol.First + option))
            {
                case DerivationStep.Complete:
                    return true;
                case DerivationStep.Failed when _top < _committed:
                    return false;
                case DerivationStep.Failed:
                    Discard();
                    break;
                case DerivationStep.GivenUp:
                    IsGivenUp = true;
                    return false;
            }
        }
    }

    /// <summary>Applies a production of the open position's symbol.</summary>
    public DerivationStep Choose(int production)
    {
        ref Position position = ref _stack[_top];
        position.Production = production;
        position.Slot = 0;
        position.FirstState = _stateCount;
        position.Record = Count;
        AddRecord(in position, production);
        _stateCount += _productions[production].Slots.Length;
        if (_stateCount > _states.Length)
            Array.Resize(ref _states, 2 * _stateCount);
        return _productions[production].GiveUp is { } givesUp && givesUp(in position.Inherited, position.Depth)
            ? DerivationStep.GivenUp
            : Advance();
    }

    /// <summary>Copies the whole state of another derivation of the same grammar; attributes are not kept.</summary>
    public void CopyFrom(Derivation<TState> other)
    {
        (_top, _committed, _stateCount, Count, Draws) = (other._top, other._committed, other._stateCount, other.Count, other.Draws);
        _keepsAttributes = false;
        Copy(other._stack, ref _stack, _top + 1);
        Copy(other._states, ref _states, _stateCount);
        Copy(other._records, ref _records, Count);
    }

    /// <summary>Opens the next child, or closes the topmost production and those that it completes.</summary>
    private DerivationStep Advance()
    {
        while (true)
        {
            ref Position position = ref _stack[_top];
            Production<TState> production = _productions[position.Production];
            Slot<TState>[] slots = production.Slots;
            if (position.Slot < slots.Length)
            {
                Slot<TState> slot = slots[position.Slot];
                ReadOnlySpan<TState> left = _states.AsSpan(position.FirstState, position.Slot);
                int count = slot.Repeat is null ? 1 : slot.Repeat(in position.Inherited, left);
                if (count > 0)
                {
                    ref readonly TState neighbour = ref left.IsEmpty ? ref position.Inherited : ref left[^1];
                    if (slot.Inherit is null)
                        Push(slot.Symbol, in neighbour, position.Depth + 1, count);
                    else
                        Push(slot.Symbol, slot.Inherit(in position.Inherited, left), position.Depth + 1, count);
                    return DerivationStep.Open;
                }

                _states[position.FirstState + position.Slot++] = left.IsEmpty ? position.Inherited : left[^1];
                continue;
            }

            // What goes up is written where the parent reads it: states are wide, and each copy of one costs as much as a draw.
            ref TState synthesized = ref _result;
            if (_top > 0)
                synthesized = ref _states[_stack[_top - 1].FirstState + _stack[_top - 1].Slot];
            if (!TrySynthesize(in position, production, out synthesized))
                return DerivationStep.Failed;
            Close(in position, in synthesized);
            if (--_top < 0)
                return DerivationStep.Complete;
            _stack[_top].Slot++;
        }
    }

    private bool TrySynthesize(in Position position, Production<TState> production, out TState synthesized)
    {
        ReadOnlySpan<TState> children = _states.AsSpan(position.FirstState, production.Slots.Length);
        if (production.Synthesis is not null)
            return production.Synthesis(in position.Inherited, children, out synthesized);
        if (children.IsEmpty)
            synthesized = position.Inherited;
        else
            synthesized = children[^1];
        return true;
    }

    private void Close(in Position position, in TState synthesized)
    {
        _stateCount = position.FirstState;
        _records[position.Record].End = Count;
        if (_keepsAttributes)
            _attributes[position.Record].Synthesized = synthesized;
        if (_top < _committed)
            _committed = _top;
    }

    private void Push(int symbol, in TState inherited, int depth, int count)
    {
        if (depth >= ArchitectureReader.DeepestNesting)
            throw TooDeep(symbol);
        // What is inherited may lie in the stack that moves here; the reference keeps the old one alive.
        if (++_top == _stack.Length)
            GrowStack();
        ref Position position = ref _stack[_top];
        position.Inherited = inherited;
        position.Symbol = symbol;
        position.Depth = depth;
        position.Count = count;
        position.Options = _symbols[symbol].Filter(in position.Inherited, depth);
    }

    private InputException TooDeep(int symbol) => new(
        $"A derivation of '{_symbols[0].Name}' has {ArchitectureReader.DeepestNesting} productions inside each other and goes on with another "
        + $"'{_symbols[symbol].Name}': the grammar needs a limit of depth (a condition on the depth of productions that have children).");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GrowStack() => Array.Resize(ref _stack, 2 * _stack.Length);

    /// <summary>Rolls back to the topmost position as it was before its production was chosen, and removes that production.</summary>
    private void Discard()
    {
        ref Position position = ref _stack[_top];
        Count = position.Record;
        _stateCount = position.FirstState;
        Remove(ref position, position.Production);
    }

    private void Remove(ref Position position, int production)
    {
        int option = production - _symbols[position.Symbol].First;
        if (option < _symbols[position.Symbol].Options)
            position.Options &= ~(1UL << option);
    }

    private void AddRecord(in Position position, int production)
    {
        if (Count == _records.Length)
            Array.Resize(ref _records, 2 * Count);
        _records[Count] = new DerivationRecord(production, OpenParent, OpenSlot, position.Count, Count + 1);
        if (_keepsAttributes)
        {
            if (Count >= _attributes.Length)
                Array.Resize(ref _attributes, _records.Length);
            ref NodeAttributes<TState> attributes = ref _attributes[Count];
            (attributes.Symbol, attributes.Depth, attributes.Inherited) = (position.Symbol, position.Depth, position.Inherited);
        }

        Count++;
    }

    private static void Copy<T>(T[] source, ref T[] target, int count)
    {
        if (target.Length < count)
            target = new T[source.Length];
        source.AsSpan(0, count).CopyTo(target);
    }

    /// <summary>A position on the way from the root to the open one.</summary>
    internal struct Position
    {
        /// <summary>What it inherits.</summary>
        public TState Inherited;

        /// <summary>What can still be drawn.</summary>
        public ulong Options;

        /// <summary>Its symbol.</summary>
        public int Symbol;

        /// <summary>Its depth.</summary>
        public int Depth;

        /// <summary>How many copies of it there are.</summary>
        public int Count;

        /// <summary>The chosen production; meaningless in the open position.</summary>
        public int Production;

        /// <summary>The production's slot that is being filled.</summary>
        public int Slot;

        /// <summary>Where the states of its children start: the mark to which states are rolled back.</summary>
        public int FirstState;

        /// <summary>Its node: the mark to which nodes are rolled back.</summary>
        public int Record;
    }
}
