namespace Einspace.Host.Workers;

/// <summary>A worker process ended, or does not answer. The message says how, with the end of its log.</summary>
internal sealed class WorkerLostException(string message) : Exception(message);
