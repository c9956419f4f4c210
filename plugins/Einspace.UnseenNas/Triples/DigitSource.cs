using Einspace.Sdk;

namespace Einspace.UnseenNas.Triples;

/// <summary>Gives an image of a digit.</summary>
/// <param name="digit">0 to 9.</param>
/// <param name="random">What the choice of the image is drawn from.</param>
/// <param name="image">Receives 28×28 grey values from 0 (paper) to 255 (ink), row by row.</param>
internal delegate void DigitSource(int digit, RandomStream random, Span<byte> image);
