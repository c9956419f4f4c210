namespace Einspace.Cli;

/// <summary>What the command answers to the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A study came to its end, and none of its trials has a score; one sentence on standard error says why.</summary>
    public const int NoScore = 1;

    /// <summary>Something that a person gave is wrong; one sentence on standard error says what.</summary>
    public const int BadInput = 2;

    /// <summary>A plugin misbehaved: it threw, hung, gave nothing, or its workers keep dying. A study's journal is safe.</summary>
    public const int Fault = 3;

    /// <summary>A mistake of the program (EX_SOFTWARE of sysexits.h).</summary>
    public const int Bug = 70;

    /// <summary>A study's journal cannot be written, since the disk is full or failing (EX_IOERR of sysexits.h); what it holds is safe.</summary>
    public const int Unwritable = 74;

    /// <summary>Stopped by Ctrl-C, as shells count it: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
