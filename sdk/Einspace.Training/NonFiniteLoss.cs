namespace Einspace.Training;

/// <summary>What becomes of a trial whose loss leaves the finite numbers.</summary>
public enum NonFiniteLoss
{
    /// <summary>It fails: no number is a score that it deserves.</summary>
    Fails,

    /// <summary>
    /// Training ends where its loss becomes NaN, and the score is that of the epoch before, 0 in the first, even where errors are
    /// minimised and no network could do better; an infinite loss is not noticed (reference behaviour, Q17). A final result fails all the same: there the test split is looked at only once.
    /// </summary>
    PreviousEpoch,
}
