namespace Einspace.Strategies.SurrogateEvolution;

/// <summary>
/// Linear regression with a penalty on the squares of the weights (Hoerl and Kennard 1970), on features that it standardises itself;
/// solved by Cholesky's decomposition of the normal equations.
/// </summary>
internal sealed class RidgeRegression
{
    private readonly double[] _means;
    private readonly double[] _scales;
    private readonly double[] _weights;
    private readonly double _intercept;

    /// <summary>Fits.</summary>
    /// <param name="rows">Examples, at least one, with as many features each.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="penalty">The penalty, more than 0.</param>
    public RidgeRegression(double[][] rows, double[] targets, double penalty)
    {
        int features = rows[0].Length;
        _means = [.. Enumerable.Range(0, features).Select(i => rows.Average(row => row[i]))];
        _scales = [.. Enumerable.Range(0, features).Select(i =>
        {
            double deviation = Math.Sqrt(rows.Average(row => (row[i] - _means[i]) * (row[i] - _means[i])));
            return deviation > 1e-12 ? 1 / deviation : 0;
        })];
        _intercept = targets.Average();

        double[,] normal = new double[features, features];
        double[] right = new double[features];
        for (int i = 0; i < features; i++)
            normal[i, i] = penalty;
        for (int example = 0; example < rows.Length; example++)
        {
            double[] row = Standardise(rows[example]);
            for (int i = 0; i < features; i++)
            {
                if (row[i] == 0)
                    continue;
                right[i] += row[i] * (targets[example] - _intercept);
                for (int j = 0; j <= i; j++)
                    normal[i, j] += row[i] * row[j];
            }
        }

        _weights = Solve(normal, right);
    }

    public double Predict(double[] features)
    {
        double[] row = Standardise(features);
        double prediction = _intercept;
        for (int i = 0; i < row.Length; i++)
            prediction += _weights[i] * row[i];
        return prediction;
    }

    private double[] Standardise(double[] features) => [.. features.Select((value, i) => (value - _means[i]) * _scales[i])];

    /// <summary>Solves a symmetric positive definite system, of which the lower half is given and overwritten.</summary>
    private static double[] Solve(double[,] lower, double[] right)
    {
        int size = right.Length;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = lower[i, j];
                for (int k = 0; k < j; k++)
                    rest -= lower[i, k] * lower[j, k];
                lower[i, j] = i == j ? Math.Sqrt(rest) : rest / lower[j, j];
            }
        }

        double[] solution = [.. right];
        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < i; k++)
                solution[i] -= lower[i, k] * solution[k];
            solution[i] /= lower[i, i];
        }

        for (int i = size - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < size; k++)
                solution[i] -= lower[k, i] * solution[k];
            solution[i] /= lower[i, i];
        }

        return solution;
    }
}
