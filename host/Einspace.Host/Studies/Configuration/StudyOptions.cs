using System.Collections.Immutable;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Einspace.Sdk.Graphs;
using Einspace.Sdk.Plugins;
using Einspace.Sdk.Search;

namespace Einspace.Host.Studies.Configuration;

/// <summary>
/// The options of a study, by the names that the command line and a study's file share. Options of parts are apart: see
/// <see cref="StudyConfiguration"/>.
/// </summary>
internal sealed record StudyOptions
{
    [Description("The task whose data networks are trained on.")]
    public string Task { get; init; } = "digits";

    [Description("Folder of the task's data; the embedded task needs none.")]
    public string? Data { get; init; }

    [Description("The grammar whose architectures are searched.")]
    public string Grammar { get; init; } = "einspace";

    [Description("The search strategy.")]
    public string Strategy { get; init; } = "regularized-evolution";

    [Description("What scores networks.")]
    public string Evaluator { get; init; } = "torch";

    [Description("What is optimised, the main one first: metrics of the evaluator and the costs parameters, multiply-adds, activation-memory and seconds, each with ':minimise' or ':maximise' where its usual direction is not meant; the evaluator's own objective by default.")]
    public ImmutableArray<string> Objectives { get; init; } = [];

    [Description("What ends trials early; nothing by default.")]
    public string? Pruner { get; init; }

    // At 8 bytes for a parameter, 134 networks of the default limit's 10 M parameters, or 13,000 of 100 K.
    [Description("Most disk space for the checkpoints of trials that rest. Beyond it those that were trained least lose theirs, the worst first; where such a trial goes on all the same, it begins again.")]
    [ByteSize]
    [Range(1.0, double.PositiveInfinity)]
    public long CheckpointSpace { get; init; } = 10L << 30;

    [Description("Which values options take that are not given: 'corrected' for the defaults, 'reference' for the behaviour of the paper's own implementation.")]
    public string Profile { get; init; } = StudyProfile.Corrected;

    [Description("How many architectures are tried; those that break a limit do not count.")]
    [Range(1, int.MaxValue)]
    [Scales(20)]
    public int Trials { get; init; } = 30;

    [Description("How many architectures may be proposed, those that break a limit included; 20 times the trials by default.")]
    [Range(1, int.MaxValue)]
    [Scales(400)]
    public int? Attempts { get; init; }

    [Description("Failed trials take no place of the budget and count against --attempts alone (Q24).")]
    [Profile("reference", "true")]
    public bool FreeFailures { get; init; }

    [Description("How many epochs each network is trained.")]
    [Range(1, int.MaxValue)]
    [Scales(1)]
    public int Epochs { get; init; } = 2;

    [Description("How many epochs the best network is retrained for the final result; as many as in the search by default.")]
    [Range(1, int.MaxValue)]
    [Scales(1)]
    public int? FinalEpochs { get; init; }

    [Description("How often each network is trained, each time with another seed; its scores are the means. Once by default; not with a pruner.")]
    [Range(1, 100)]
    public int? Replicates { get; init; }

    [Description("How many of the best networks are trained again with other seeds before the one for the final retraining is chosen, by the mean of all its scores; none by default.")]
    [Range(1, 1000)]
    public int? ReevaluateTop { get; init; }

    [Description("Leave out the final retraining.")]
    public bool NoFinal { get; init; }

    [Description("Train on so many examples only; all by default.")]
    [Range(1, int.MaxValue)]
    [Scales(100)]
    public int? TrainSamples { get; init; }

    [Description("Share of the training and validation examples that there is, the same for all networks.")]
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    [Scales(0)]
    public double DataShare { get; init; } = 1;

    [Description("How many networks are trained at a time; by default as many as there are cores for their threads.")]
    [Range(1, 4096)]
    public int? Jobs { get; init; }

    [Description("The device, such as cpu or cuda:0.")]
    public string Device { get; init; } = "cpu";

    [Description("Seed of all randomness.")]
    public ulong Seed { get; init; }

    [Description("Architectures to start from: names that the grammar knows, or texts.")]
    public ImmutableArray<string> SeedArchitecture { get; init; } = [];

    [Description("What the head averages away where a network ends in tokens [S, D], before the linear map to the classes: its features, as the reference does (Q16), or its tokens, as is usual for transformers.")]
    [Profile("reference", "features")]
    public TokenPooling TokenPooling { get; init; }

    // The reference knows one limit, of parameters (Q9); a million operators keep a worker from expanding until its memory is gone.
    // Limits by default: without them one sample in a hundred has billions of parameters (SPEC section 15). These let a network of a
    // median search train in seconds on one core.
    [Description("Most trained parameters of a network, such as 2M; 'none' for no limit.")]
    [Range(1.0, double.PositiveInfinity)]
    [Profile("reference", "9999999999")]
    public long? MaxParameters { get; init; } = 10_000_000;

    [Description("Most multiply-adds of one example's forward pass, such as 500M; 'none' for no limit. The default suits a few CPU cores.")]
    [Range(1.0, double.PositiveInfinity)]
    [Profile("reference", null)]
    public long? MaxMultiplyAdds { get; init; } = 20_000_000;

    [Description("Most memory for one example's activations, such as 64MB; 'none' for no limit. The default suits a few CPU cores.")]
    [ByteSize]
    [Range(1.0, double.PositiveInfinity)]
    [Profile("reference", null)]
    public long? MaxActivationMemory { get; init; } = 2 << 20;

    [Description("Most operators that run, copies counted; 'none' for no limit.")]
    [Range(1.0, double.PositiveInfinity)]
    [Profile("reference", "1000000")]
    public long? MaxOperators { get; init; } = new Limits().MaxOperators;

    [Description("Longest time of one trial, such as 90s; unlimited by default.")]
    public TimeSpan? TrialTimeout { get; init; }

    [Description("Longest time that the strategy may think about one proposal, and strategy or pruner about one event; then the study ends.")]
    public TimeSpan ProposeTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What is said of the head.</summary>
    public HeadOptions ToHead() => new() { TokenPooling = TokenPooling };

    /// <summary>The limits among these options.</summary>
    public Limits ToLimits() => new()
    {
        MaxParameters = MaxParameters,
        MaxMultiplyAdds = MaxMultiplyAdds,
        MaxActivationMemory = MaxActivationMemory,
        MaxOperators = MaxOperators,
    };
}
