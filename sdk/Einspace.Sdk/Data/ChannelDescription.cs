namespace Einspace.Sdk.Data;

/// <summary>The numbers of a channel over the training split.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Deviation">Their standard deviation; 1 where the channel never varies.</param>
public readonly record struct ChannelDescription(double Mean, double Deviation);
