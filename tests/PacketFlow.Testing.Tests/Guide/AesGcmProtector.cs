using System.Security.Cryptography;
using System.Text;

namespace Shop.Tests;

/// <summary>Encrypts payloads with AES-GCM: a byte that names the key, the nonce, the tag, the text. Bound to the run by its id.</summary>
public sealed class AesGcmProtector(IReadOnlyDictionary<byte, byte[]> keys, byte current) : IPayloadProtector
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeadLength = 1 + NonceLength + TagLength;

    public byte[] Protect(PayloadOwner owner, ReadOnlySpan<byte> payload)
    {
        byte[] written = new byte[HeadLength + payload.Length];
        written[0] = current;
        Span<byte> nonce = written.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(keys[current], TagLength);
        aes.Encrypt(nonce, payload, written.AsSpan(HeadLength), written.AsSpan(1 + NonceLength, TagLength), Bound(owner));
        return written;
    }

    public byte[] Unprotect(PayloadOwner owner, ReadOnlySpan<byte> payload)
    {
        byte[] read = new byte[payload.Length - HeadLength];
        using var aes = new AesGcm(keys[payload[0]], TagLength);             // keys of the past stay until their runs are gone
        aes.Decrypt(payload.Slice(1, NonceLength), payload[HeadLength..], payload.Slice(1 + NonceLength, TagLength), read, Bound(owner));
        return read;
    }

    private static byte[] Bound(PayloadOwner owner) => Encoding.UTF8.GetBytes(owner.RunId);
}
