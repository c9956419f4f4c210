namespace Einspace.UnseenNas.Audio;

/// <summary>The discrete Fourier transform of a power of two of numbers (Cooley and Tukey, 1965).</summary>
internal sealed class Fourier
{
    private readonly int _length;
    private readonly double[] _cos, _sin;

    /// <summary>Prepares the roots of unity.</summary>
    /// <param name="length">A power of two.</param>
    public Fourier(int length)
    {
        _length = length;
        _cos = [.. Enumerable.Range(0, length / 2).Select(k => Math.Cos(2 * Math.PI * k / length))];
        _sin = [.. Enumerable.Range(0, length / 2).Select(k => -Math.Sin(2 * Math.PI * k / length))];
    }

    /// <summary>Transforms in place.</summary>
    /// <param name="real">Real parts.</param>
    /// <param name="imaginary">Imaginary parts.</param>
    public void Transform(Span<double> real, Span<double> imaginary)
    {
        for (int i = 1, j = 0; i < _length; i++)
        {
            int bit = _length >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j ^= bit;
            if (i < j)
                (real[i], real[j], imaginary[i], imaginary[j]) = (real[j], real[i], imaginary[j], imaginary[i]);
        }

        for (int size = 2; size <= _length; size *= 2)
        {
            int half = size / 2, step = _length / size;
            for (int start = 0; start < _length; start += size)
            {
                for (int k = 0; k < half; k++)
                {
                    int even = start + k, odd = even + half;
                    double cos = _cos[k * step], sin = _sin[k * step];
                    double re = (real[odd] * cos) - (imaginary[odd] * sin), im = (real[odd] * sin) + (imaginary[odd] * cos);
                    (real[odd], imaginary[odd]) = (real[even] - re, imaginary[even] - im);
                    (real[even], imaginary[even]) = (real[even] + re, imaginary[even] + im);
                }
            }
        }
    }
}
