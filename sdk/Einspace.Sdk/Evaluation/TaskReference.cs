using Einspace.Sdk.Data;
using Einspace.Sdk.Plugins;

namespace Einspace.Sdk.Evaluation;

/// <summary>Where an evaluator finds the data of a task.</summary>
/// <param name="Dataset">Name of the dataset part, for example <c>addnist</c>.</param>
/// <param name="Options">The dataset's options.</param>
/// <param name="Folder">Folder of the prepared data, absolute.</param>
/// <param name="Fingerprint">The fingerprint that preparing gave.</param>
/// <param name="Spec">What the task asks.</param>
/// <param name="TrainSamples">
/// Train on so many examples only, stratified by class, chosen by the evaluation seed, in purpose Final among training and
/// validation examples together; null, or more than there are, takes all.
/// </param>
/// <param name="DataShare">
/// The share of the training and validation examples that there is, above 0 and at most 1; the data that an evaluator is lent are
/// cut down to it already.
/// </param>
public sealed record TaskReference(
    string Dataset, OptionTree Options, string Folder, string Fingerprint, TaskSpec Spec, int? TrainSamples, double DataShare = 1);
