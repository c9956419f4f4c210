namespace Einspace.Sdk.Grammars.Analysis;

/// <summary>Spectral radii of matrices of mean numbers of children.</summary>
internal static class MeanMatrix
{
    private const int Iterations = 5000;

    /// <summary>
    /// The largest eigenvalue of a matrix without negative entries, by power iteration on M + I, which has no other eigenvalue as large in
    /// absolute value (Perron and Frobenius).
    /// </summary>
    public static double Radius(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        if (!HasCycle(matrix))
            return 0;
        double[] vector = new double[size], next = new double[size];
        Array.Fill(vector, 1);
        double radius = 0;
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            double largest = 0;
            for (int i = 0; i < size; i++)
            {
                next[i] = vector[i];
                for (int j = 0; j < size; j++)
                    next[i] += matrix[i, j] * vector[j];
                largest = Math.Max(largest, next[i]);
            }

            for (int i = 0; i < size; i++)
                vector[i] = next[i] / largest;
            if (Math.Abs(largest - 1 - radius) < 1e-12)
                break;
            radius = largest - 1;
        }

        return radius;
    }

    /// <summary>Whether anything leads back to itself; without, the radius is 0, which power iteration only creeps up to.</summary>
    private static bool HasCycle(double[,] matrix)
    {
        List<int> left = [.. Enumerable.Range(0, matrix.GetLength(0))];
        while (left.RemoveAll(i => !left.Exists(j => matrix[i, j] > 0)) > 0)
        {
        }

        return left.Count > 0;
    }
}
