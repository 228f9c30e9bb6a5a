namespace PacketFlow.Transport;

/// <summary>The HTTP status that stands for a code.</summary>
internal static class HttpStatus
{
    public const int Ok = 200;
    public const int BadRequest = 400;
    public const int UnsupportedMediaType = 415;

    public static int Of(string code) => code switch
    {
        ErrorCodes.NotAMessage => BadRequest,
        ErrorCodes.PayloadMismatch => 422,
        ErrorCodes.Unauthenticated => 401,
        ErrorCodes.Forbidden => 403,
        ErrorCodes.NoHandler or ErrorCodes.NoReactor => 404,
        ErrorCodes.TimedOut or ErrorCodes.OutcomeUnknown => 504,
        ErrorCodes.Conflict => 409,
        ErrorCodes.TooLarge => 413,
        ErrorCodes.DependencyFailed => 424,
        ErrorCodes.Overloaded => 429,
        ErrorCodes.Cancelled => 499,
        ErrorCodes.Unavailable or ErrorCodes.Expired => 503,
        ErrorCodes.SelfWait => 508,
        _ => 500,
    };
}
