namespace Einspace.Strategies.Walks;

/// <summary>The standard deviation of numbers that come one by one (Welford 1962).</summary>
internal sealed class Spread
{
    private int _count;
    private double _mean;
    private double _squares;

    /// <summary>0 for fewer than two numbers.</summary>
    public double Deviation => _count > 1 ? Math.Sqrt(_squares / (_count - 1)) : 0;

    public void Add(double number)
    {
        double before = number - _mean;
        _mean += before / ++_count;
        _squares += before * (number - _mean);
    }
}
