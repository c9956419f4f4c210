using System.Text.Json;
using System.Text.Json.Serialization;

namespace Einspace.Sdk.Evaluation;

/// <summary>
/// The one way in which requests, reports and results cross processes. In-process evaluations go through the same bytes, so that
/// nothing works in one place and not in the other.
/// </summary>
public static class EvaluationJson
{
    /// <summary>Writes a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>UTF-8 JSON on one line.</returns>
    public static byte[] Write(EvaluationRequest request) =>
        JsonSerializer.SerializeToUtf8Bytes(request, EvaluationJsonContext.Default.EvaluationRequest);

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <returns>UTF-8 JSON on one line.</returns>
    public static byte[] Write(EvaluationReport report) =>
        JsonSerializer.SerializeToUtf8Bytes(report, EvaluationJsonContext.Default.EvaluationReport);

    /// <summary>Writes a result.</summary>
    /// <param name="result">The result.</param>
    /// <returns>UTF-8 JSON on one line.</returns>
    public static byte[] Write(EvaluationResult result) =>
        JsonSerializer.SerializeToUtf8Bytes(result, EvaluationJsonContext.Default.EvaluationResult);

    /// <summary>Reads a request.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <returns>The request.</returns>
    /// <exception cref="JsonException">The bytes are not a request.</exception>
    public static EvaluationRequest ReadRequest(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, EvaluationJsonContext.Default.EvaluationRequest)
        ?? throw new JsonException("Expected an evaluation request, found null.");

    /// <summary>Reads a report.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <returns>The report.</returns>
    /// <exception cref="JsonException">The bytes are not a report.</exception>
    public static EvaluationReport ReadReport(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, EvaluationJsonContext.Default.EvaluationReport)
        ?? throw new JsonException("Expected an evaluation report, found null.");

    /// <summary>Reads a result.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <returns>The result.</returns>
    /// <exception cref="JsonException">The bytes are not a result.</exception>
    public static EvaluationResult ReadResult(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, EvaluationJsonContext.Default.EvaluationResult)
        ?? throw new JsonException("Expected an evaluation result, found null.");
}
