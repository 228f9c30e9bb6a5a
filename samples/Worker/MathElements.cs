namespace Worker;

/// <summary>What this worker does.</summary>
public static class MathElements
{
    [Element("df", "square", Idempotent = true)]
    public static int Square(int number) => checked(number * number);
}
