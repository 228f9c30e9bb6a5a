using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PacketFlow.Resources;

/// <summary>Tells a call whose end the body waits for from one that it only starts.</summary>
internal static class Awaiting
{
    private const string Task = "System.Threading.Tasks.Task";

    /// <summary>
    /// Whether the body goes on, or returns, only with the call's result. A task kept in a variable counts as awaited; one that is
    /// discarded or handed to other code does not, nor does a call in a lambda or local function, which may run at any time.
    /// </summary>
    public static bool IsAwaited(IInvocationOperation call)
    {
        IOperation current = call;
        while (Carrier(current) is { } carrier)
        {
            current = carrier;
        }

        return IsEnd(current) && !IsDeferred(current);
    }

    /// <summary>The same for a call that may not be asynchronous at all: then its end is always waited for.</summary>
    public static bool IsAwaitedOrSynchronous(IInvocationOperation call) =>
        call.TargetMethod.ReturnType is { Name: "Task" or "ValueTask" } ? IsAwaited(call) : !IsDeferred(call);

    // What hands the task on: conversions, choices, ConfigureAwait and the like, and WhenAll.
    private static IOperation? Carrier(IOperation task) => task.Parent switch
    {
        IConversionOperation or IParenthesizedOperation or IConditionalOperation or ICoalesceOperation => task.Parent,
        IInvocationOperation call when call.Instance == task && call.TargetMethod.Name is "ConfigureAwait" or "AsTask" or "Preserve" or "WaitAsync" or "GetAwaiter" => call,
        IArgumentOperation { Parent: IInvocationOperation call } when call.TargetMethod.Name is "WhenAll" && call.TargetMethod.ContainingType.IsNamed(Task) => call,
        IArrayInitializerOperation { Parent: IArrayCreationOperation array } => array,
        ICollectionExpressionOperation collection => collection,
        _ => null,
    };

    private static bool IsEnd(IOperation task) => task.Parent switch
    {
        IAwaitOperation or IReturnOperation or IVariableInitializerOperation => true,
        ISimpleAssignmentOperation assignment => assignment.Value == task && assignment.Target is not IDiscardOperation,
        IInvocationOperation { TargetMethod.Name: "GetResult" or "Wait" } => true,
        IPropertyReferenceOperation { Property.Name: "Result" } => true,
        _ => false,
    };

    private static bool IsDeferred(IOperation operation)
    {
        for (IOperation? outer = operation; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }
}
