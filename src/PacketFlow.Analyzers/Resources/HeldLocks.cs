using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PacketFlow.Resources;

/// <summary>
/// Follows the paths through a body and says which resources may be held at each call. Branches that exclude each other do not see each
/// other's locks, and a release in a finally counts for all that follows. Paths that an exception takes are not followed.
/// </summary>
internal sealed class HeldLocks
{
    private readonly ControlFlowGraph _graph;
    private readonly IReadOnlyDictionary<SyntaxNode, LockCall> _locks;
    private readonly ImmutableHashSet<HeldLock>?[] _before;
    private readonly Dictionary<SyntaxNode, ImmutableHashSet<HeldLock>> _atCall = [];
    private readonly Queue<int> _queue = new();

    private HeldLocks(ControlFlowGraph graph, IReadOnlyDictionary<SyntaxNode, LockCall> locks)
    {
        _graph = graph;
        _locks = locks;
        _before = new ImmutableHashSet<HeldLock>?[graph.Blocks.Length];
    }

    /// <summary>What may be held when each call of a body begins.</summary>
    /// <param name="block">The body.</param>
    /// <param name="locks">Its calls that take or release.</param>
    public static IReadOnlyDictionary<SyntaxNode, ImmutableHashSet<HeldLock>> In(IOperation block, IReadOnlyDictionary<SyntaxNode, LockCall> locks)
    {
        if (locks.Count == 0 || GraphOf(block) is not { } graph)
        {
            return ImmutableDictionary<SyntaxNode, ImmutableHashSet<HeldLock>>.Empty;
        }

        var held = new HeldLocks(graph, locks);
        held.Follow();
        return held._atCall;
    }

    private static ControlFlowGraph? GraphOf(IOperation block)
    {
        IOperation root = block;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root switch
        {
            IMethodBodyOperation body => ControlFlowGraph.Create(body),
            IConstructorBodyOperation body => ControlFlowGraph.Create(body),
            IBlockOperation body => ControlFlowGraph.Create(body),
            _ => null,
        };
    }

    private void Follow()
    {
        Enter(0, []);
        while (_queue.Count > 0)
        {
            BasicBlock block = _graph.Blocks[_queue.Dequeue()];
            ImmutableHashSet<HeldLock> held = Through(block, _before[block.Ordinal]!);
            Leave(block.FallThroughSuccessor, held);
            Leave(block.ConditionalSuccessor, held);
        }
    }

    private void Enter(int block, ImmutableHashSet<HeldLock> held)
    {
        ImmutableHashSet<HeldLock> all = _before[block]?.Union(held) ?? held;
        if (_before[block]?.Count != all.Count)
        {
            _before[block] = all;
            _queue.Enqueue(block);
        }
    }

    private void Leave(ControlFlowBranch? branch, ImmutableHashSet<HeldLock> held)
    {
        foreach (ControlFlowRegion region in branch?.FinallyRegions ?? [])
        {
            Enter(region.FirstBlockOrdinal, held);
            for (int i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal; i++)
            {
                foreach (IInvocationOperation call in Calls(_graph.Blocks[i]))
                {
                    held = AfterRelease(call, held);
                }
            }
        }

        if (branch?.Destination is { } next)
        {
            Enter(next.Ordinal, held);
        }
    }

    private ImmutableHashSet<HeldLock> Through(BasicBlock block, ImmutableHashSet<HeldLock> held)
    {
        foreach (IInvocationOperation call in Calls(block))
        {
            _atCall[call.Syntax] = _atCall.TryGetValue(call.Syntax, out ImmutableHashSet<HeldLock>? known) ? known.Union(held) : held;
            held = _locks.TryGetValue(call.Syntax, out LockCall? taken) && taken.Kind != LockKind.Release
                ? held.Add(new HeldLock(taken.Resource, taken.Kind, call.Syntax))
                : AfterRelease(call, held);
        }

        return held;
    }

    private ImmutableHashSet<HeldLock> AfterRelease(IInvocationOperation call, ImmutableHashSet<HeldLock> held) =>
        _locks.TryGetValue(call.Syntax, out LockCall? released) && released.Kind == LockKind.Release
            ? held.Except(held.Where(one => one.Resource == released.Resource))
            : held;

    private static IEnumerable<IInvocationOperation> Calls(BasicBlock block) =>
        (block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
            .SelectMany(static operation => operation.DescendantsAndSelf())
            .OfType<IInvocationOperation>();
}
