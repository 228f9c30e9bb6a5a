namespace Generated.LibraryA;

// Only friends can name it, and so only they have references to its elements.
internal sealed record Ticket(int Number);
