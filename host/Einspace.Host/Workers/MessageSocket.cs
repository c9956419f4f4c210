using System.Net.Sockets;
using System.Text.Json;

namespace Einspace.Host.Workers;

/// <summary>Sends and receives messages over a connected socket, a line of JSON each.</summary>
internal sealed class MessageSocket : IDisposable
{
    private readonly NetworkStream _stream;
    private readonly SemaphoreSlim _sending = new(1);
    private byte[] _buffer = new byte[1 << 16];
    private int _filled;
    private int _consumed;

    /// <summary>Takes a connected socket.</summary>
    public MessageSocket(Socket socket) => _stream = new NetworkStream(socket, ownsSocket: true);

    /// <summary>Sends a message; from any thread.</summary>
    /// <exception cref="IOException">The other side is gone.</exception>
    public async Task SendAsync(WorkerMessage message)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(message, WorkerJsonContext.Default.WorkerMessage);
        Array.Resize(ref json, json.Length + 1);
        json[^1] = (byte)'\n';
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await _stream.WriteAsync(json).ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Receives the next message; one caller at a time.</summary>
    /// <returns>The message; null where the other side is gone.</returns>
    /// <exception cref="JsonException">What came is no message.</exception>
    public async Task<WorkerMessage?> ReceiveAsync(CancellationToken cancellation = default)
    {
        while (true)
        {
            int length = _buffer.AsSpan(_consumed, _filled - _consumed).IndexOf((byte)'\n');
            if (length >= 0)
            {
                WorkerMessage? message = JsonSerializer.Deserialize(
                    _buffer.AsSpan(_consumed, length), WorkerJsonContext.Default.WorkerMessage);
                _consumed += length + 1;
                return message ?? throw new JsonException("Expected a message, found null.");
            }

            MakeRoom();
            if (!await FillAsync(cancellation).ConfigureAwait(false))
                return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        try
        {
            int read = await _stream.ReadAsync(_buffer.AsMemory(_filled), cancellation).ConfigureAwait(false);
            _filled += read;
            return read > 0;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Reset by the other side's end, or closed on this one: the conversation is over either way.
            return false;
        }
    }

    private void MakeRoom()
    {
        _buffer.AsSpan(_consumed, _filled - _consumed).CopyTo(_buffer);
        _filled -= _consumed;
        _consumed = 0;
        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
    }
}
