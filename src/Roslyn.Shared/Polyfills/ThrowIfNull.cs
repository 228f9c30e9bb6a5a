#if !NET
namespace System;

/// <summary>The check that net10.0 has on the exception itself; shared sources use it, and netstandard2.0 has none.</summary>
internal static class ThrowIfNullPolyfill
{
    extension(ArgumentNullException)
    {
        public static void ThrowIfNull(object? argument, string? paramName = null)
        {
            if (argument is null)
            {
                throw new ArgumentNullException(paramName);
            }
        }
    }
}
#endif
