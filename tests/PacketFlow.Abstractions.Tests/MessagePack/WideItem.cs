namespace PacketFlow.MessagePack;

/// <summary>A value of 56 bytes.</summary>
internal readonly record struct WideItem(long A, long B, long C, long D, long E, long F, long G);
