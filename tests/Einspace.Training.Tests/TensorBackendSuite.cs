using Einspace.Sdk;
using Einspace.Training.Backends;

namespace Einspace.Training.Tests;

/// <summary>
/// What every <see cref="ITensorBackend"/> must do: values against hand-computed ones, gradients against finite differences.
/// </summary>
[TestFixture]
internal abstract class TensorBackendSuite
{
    private ITensorBackend _backend = null!;

    protected abstract ITensorBackend Create();

    [SetUp]
    public void SetUp() => _backend = Create();

    [TearDown]
    public void TearDown() => _backend?.Dispose();

    private Tensor T(float[] values, params long[] shape) => _backend.FromValues(values, shape);

    private float[] Values(Tensor tensor)
    {
        float[] values = new float[_backend.Shape(tensor).Aggregate(1L, (product, size) => product * size)];
        _backend.Read(tensor, values);
        return values;
    }

    private void AssertTensor(Tensor tensor, long[] shape, float[] values)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_backend.Shape(tensor), Is.EqualTo(shape));
            Assert.That(Values(tensor), Is.EqualTo(values).Within(1e-5f));
        }
    }

    [Test]
    public void Values_come_back_as_they_went_in_and_can_be_overwritten()
    {
        Tensor x = T([1, 2, 3, 4, 5, 6], 2, 3);
        AssertTensor(x, [2, 3], [1, 2, 3, 4, 5, 6]);
        _backend.Write(x, [6, 5, 4, 3, 2, 1]);
        AssertTensor(x, [2, 3], [6, 5, 4, 3, 2, 1]);
        AssertTensor(_backend.Zeros(2, 1), [2, 1], [0, 0]);
    }

    [Test]
    public void A_copy_is_taken_of_the_values()
    {
        float[] values = [1, 2];
        Tensor x = T(values, 2);
        values[0] = 9;
        AssertTensor(x, [2], [1, 2]);
    }

    [Test]
    public void Axes_are_permuted_and_elements_keep_row_major_order_in_a_reshape()
    {
        Tensor x = T([1, 2, 3, 4, 5, 6], 1, 2, 3);
        Tensor p = _backend.Permute(x, 0, 2, 1);
        AssertTensor(p, [1, 3, 2], [1, 4, 2, 5, 3, 6]);
        AssertTensor(_backend.Reshape(p, 1, 6), [1, 6], [1, 4, 2, 5, 3, 6]);
        AssertTensor(_backend.Reshape(x, 3, -1), [3, 2], [1, 2, 3, 4, 5, 6]);
    }

    [Test]
    public void Split_gives_consecutive_chunks_and_concat_joins_them_again()
    {
        Tensor x = T([1, 2, 3, 4, 5, 6, 7, 8], 2, 4);
        Tensor[] parts = new Tensor[2];
        _backend.Split(x, 1, parts);
        AssertTensor(parts[0], [2, 2], [1, 2, 5, 6]);
        AssertTensor(parts[1], [2, 2], [3, 4, 7, 8]);
        AssertTensor(_backend.Concat([parts[1], parts[0]], 1), [2, 4], [3, 4, 1, 2, 7, 8, 5, 6]);
        Assert.That(() => _backend.Split(x, 1, new Tensor[3]), Throws.InstanceOf<TensorException>().With.Message.Contains("4").And.Message.Contains("3"));
    }

    [Test]
    public void Unfold_gives_patches_row_by_row_with_features_channel_by_channel()
    {
        // Two channels of 3 by 3, patches of 2 by 2: the first patch holds the top left corner of both channels.
        Tensor x = T([.. Enumerable.Range(0, 18).Select(i => (float)i)], 1, 2, 3, 3);
        AssertTensor(_backend.Unfold(x, 2, 1, 0), [1, 4, 8],
        [
            0, 1, 3, 4, 9, 10, 12, 13,
            1, 2, 4, 5, 10, 11, 13, 14,
            3, 4, 6, 7, 12, 13, 15, 16,
            4, 5, 7, 8, 13, 14, 16, 17,
        ]);
        Assert.That(_backend.Shape(_backend.Unfold(x, 3, 2, 1)), Is.EqualTo(new long[] { 1, 4, 18 }));
    }

    [Test]
    public void A_convolution_is_unfold_then_linear()
    {
        Tensor x = Random("x", 2, 3, 5, 5), weight = Random("w", 4, 3, 3, 3), bias = Random("b", 4);
        Tensor conv = _backend.Conv2d(x, weight, bias, 2, 1);
        Tensor linear = _backend.Linear(_backend.Unfold(x, 3, 2, 1), _backend.Reshape(weight, 4, 27), bias);
        float[] expected = Values(_backend.Reshape(_backend.Permute(linear, 0, 2, 1), 2, 4, 3, 3));
        AssertTensor(conv, [2, 4, 3, 3], expected);
    }

    [Test]
    public void Elementwise_arithmetic_stretches_axes_of_size_one()
    {
        Tensor a = T([1, 2, 3, 4], 2, 2), b = T([10, 20], 1, 2);
        AssertTensor(_backend.Add(a, b), [2, 2], [11, 22, 13, 24]);
        AssertTensor(_backend.Multiply(a, b), [2, 2], [10, 40, 30, 80]);
        AssertTensor(_backend.Scale(a, -0.5), [2, 2], [-0.5f, -1, -1.5f, -2]);
        Tensor sum = _backend.Add(a, a);
        _backend.AddInto(sum, a);
        AssertTensor(sum, [2, 2], [3, 6, 9, 12]);
        AssertTensor(_backend.Repeat(b, 3), [3, 1, 2], [10, 20, 10, 20, 10, 20]);
    }

    [Test]
    public void Matrix_products_are_batched()
    {
        Tensor a = T([1, 2, 3, 4, 5, 6, 7, 8], 2, 2, 2), b = T([1, 0, 1, 1], 1, 2, 2);
        AssertTensor(_backend.MatMul(a, b), [2, 2, 2], [3, 2, 7, 4, 11, 6, 15, 8]);
    }

    [Test]
    public void Linear_acts_on_the_last_axis_of_any_rank_and_any_layout()
    {
        Tensor weight = T([1, 0, 1, 0, 1, 1], 2, 3), bias = T([10, 20], 2);
        Tensor x = T([1, 2, 3, 4, 5, 6], 1, 1, 2, 3);
        AssertTensor(_backend.Linear(x, weight, bias), [1, 1, 2, 2], [14, 25, 20, 31]);
        AssertTensor(_backend.Linear(x, weight, default), [1, 1, 2, 2], [4, 5, 10, 11]);
        Tensor transposed = _backend.Permute(T([1, 4, 2, 5, 3, 6], 1, 3, 2), 0, 2, 1);
        AssertTensor(_backend.Linear(transposed, weight, bias), [1, 2, 2], [14, 25, 20, 31]);
    }

    [Test]
    public void Rectifiers_and_softmax()
    {
        Tensor x = T([-2, 0, 3, 1], 2, 2);
        AssertTensor(_backend.Relu(x), [2, 2], [0, 0, 3, 1]);
        AssertTensor(_backend.LeakyRelu(x, 0.01), [2, 2], [-0.02f, 0, 3, 1]);
        float e = MathF.E, e2 = e * e;
        AssertTensor(_backend.Softmax(x, -1), [2, 2], [1 / (1 + e2), e2 / (1 + e2), e2 / (1 + e2), 1 / (1 + e2)]);
    }

    [Test]
    public void Max_pooling_pads_with_minus_infinity_and_means_drop_their_axes()
    {
        Tensor x = T([-1, -2, -3, -4, -5, -6, -7, -8, -9], 1, 1, 3, 3);
        AssertTensor(_backend.MaxPool2d(x, 3, 2, 1), [1, 1, 2, 2], [-1, -2, -4, -5]);
        AssertTensor(_backend.Mean(x, 2, 3), [1, 1], [-5]);
        AssertTensor(_backend.Mean(x, 2), [1, 1, 3], [-4, -5, -6]);
    }

    [Test]
    public void Batch_normalisation_uses_the_biased_variance_and_remembers_the_unbiased_one()
    {
        Tensor x = T([1, 2, 3, 6], 4, 1, 1, 1), scale = T([2], 1), shift = T([1], 1), mean = T([1], 1), variance = T([1], 1);
        // Mean 3, squared deviations 4 + 1 + 0 + 9 = 14: biased variance 3.5, unbiased 14/3.
        float[] expected = [.. new float[] { 1, 2, 3, 6 }.Select(v => 1 + (2 * (v - 3) / MathF.Sqrt(3.5f + 1e-5f)))];
        AssertTensor(_backend.BatchNorm(x, scale, shift, mean, variance, training: true, 0.1, 1e-5), [4, 1, 1, 1], expected);
        AssertTensor(mean, [1], [1.2f]);
        AssertTensor(variance, [1], [0.9f + (0.1f * 14 / 3)]);

        float std = MathF.Sqrt(0.9f + (0.1f * 14 / 3) + 1e-5f);
        expected = [.. new float[] { 1, 2, 3, 6 }.Select(v => 1 + (2 * (v - 1.2f) / std))];
        AssertTensor(_backend.BatchNorm(x, scale, shift, mean, variance, training: false, 0.1, 1e-5), [4, 1, 1, 1], expected);
        AssertTensor(mean, [1], [1.2f]);
    }

    [Test]
    public void Layer_normalisation_normalises_the_last_axis()
    {
        Tensor x = T([1, 3, 10, 30], 1, 2, 2);
        AssertTensor(_backend.LayerNorm(x, T([1, 2], 2), T([0, 1], 2), 0), [1, 2, 2], [-1, 3, -1, 3]);
    }

    [Test]
    public void Cross_entropy_is_a_mean_in_nats_and_right_answers_are_counted()
    {
        Tensor logits = T([0, 0, 0, 2, 0, 0], 2, 3), labels = _backend.FromLabels([1, 0]);
        float second = MathF.Log(MathF.Exp(2) + 2) - 2;
        AssertTensor(_backend.CrossEntropy(logits, labels), [], [(MathF.Log(3) + second) / 2]);
    }

    [Test]
    public void Losses_of_labels_and_numbers_are_means()
    {
        float yes = MathF.Log(1 + MathF.Exp(-2)), no = MathF.Log(1 + MathF.Exp(2));
        AssertTensor(_backend.BinaryCrossEntropy(T([2, 2, 0, 0], 2, 2), T([1, 0, 1, 0], 2, 2)), [], [(yes + no + (2 * MathF.Log(2))) / 4]);
        AssertTensor(_backend.MeanSquaredError(T([1, 2, 3, 4], 2, 2), T([1, 0, 3, 5], 2, 2)), [], [1.25f]);
        AssertTensor(_backend.RelativeL2(T([3, 4, 0, 1], 2, 1, 2), T([0, 4, 0, -2], 2, 1, 2)), [], [((3 / 4f) + (3 / 2f)) / 2]);
    }

    [Test]
    public void Means_over_windows_bring_any_size_to_any_other()
    {
        Tensor x = T([1, 2, 3, 4, 5, 6], 1, 2, 3);
        AssertTensor(_backend.AdaptiveMean(x, 1, 2), [1, 1, 2], [3, 4]);
        AssertTensor(_backend.AdaptiveMean(x, 4, 3), [1, 4, 3], [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6]);
        AssertTensor(_backend.AdaptiveMean(T([1, 2, 3, 4], 1, 1, 2, 2), 1, 1), [1, 1, 1, 1], [2.5f]);
    }

    [Test]
    public void Gradients_agree_with_finite_differences()
    {
        using (Assert.EnterMultipleScope())
        {
            Check("permute", x => _backend.Permute(x[0], 0, 2, 1), [[2, 3, 4]]);
            Check("reshape of a permuted tensor", x => _backend.Reshape(_backend.Permute(x[0], 0, 2, 1), 2, 12), [[2, 3, 4]]);
            Check("split and concat", x =>
            {
                Tensor[] parts = new Tensor[2];
                _backend.Split(x[0], 1, parts);
                return _backend.Concat([parts[1], parts[0], parts[1]], 2);
            }, [[2, 4, 3]]);
            Check("unfold", x => _backend.Unfold(x[0], 3, 2, 1), [[2, 2, 4, 4]]);
            Check("repeat", x => _backend.Repeat(x[0], 3), [[2, 3]]);
            Check("add", x => _backend.Add(x[0], x[1]), [[2, 3], [1, 3]]);
            Check("add into", x =>
            {
                Tensor sum = _backend.Add(x[0], x[1]);
                _backend.AddInto(sum, x[2]);
                return sum;
            }, [[2, 3], [2, 3], [2, 3]]);
            Check("multiply", x => _backend.Multiply(x[0], x[1]), [[2, 3], [2, 1]]);
            Check("scale", x => _backend.Scale(x[0], 0.3), [[2, 3]]);
            Check("matmul", x => _backend.MatMul(x[0], x[1]), [[2, 3, 4], [2, 4, 2]]);
            Check("mean", x => _backend.Mean(x[0], 1), [[2, 3, 4]]);
            Check("linear", x => _backend.Linear(x[0], x[1], x[2]), [[2, 2, 2, 3], [4, 3], [4]]);
            Check("conv2d", x => _backend.Conv2d(x[0], x[1], x[2], 2, 1), [[2, 2, 4, 4], [3, 2, 3, 3], [3]]);
            Check("relu", x => _backend.Relu(x[0]), [[3, 4]]);
            Check("leaky relu", x => _backend.LeakyRelu(x[0], 0.1), [[3, 4]]);
            Check("softmax", x => _backend.Softmax(x[0], -1), [[2, 4]]);
            Check("max pool", x => _backend.MaxPool2d(x[0], 3, 2, 1), [[1, 2, 4, 4]]);
            Check("batch norm, training", x => _backend.BatchNorm(
                x[0], x[1], x[2], _backend.Zeros(2), T([1, 1], 2), training: true, 0.1, 1e-5), [[3, 2, 2, 2], [2], [2]]);
            Check("batch norm, inference", x => _backend.BatchNorm(
                x[0], x[1], x[2], T([0.1f, 0.2f], 2), T([1.5f, 0.5f], 2), training: false, 0.1, 1e-5), [[3, 2, 2, 2], [2], [2]]);
            Check("layer norm", x => _backend.LayerNorm(x[0], x[1], x[2], 1e-5), [[2, 2, 4], [4], [4]]);
            Check("adaptive mean", x => _backend.AdaptiveMean(x[0], 3, 5), [[2, 2, 4, 3]]);
            Check("binary cross-entropy", x => _backend.BinaryCrossEntropy(x[0], T([0, 1, 1, 0, 0, 1], 2, 3)), [[2, 3]]);
            Check("mean squared error", x => _backend.MeanSquaredError(x[0], T([1, -1, 2, 0.5f, 3, 0], 2, 3)), [[2, 3]]);
            Check("relative L2", x => _backend.RelativeL2(x[0], T([1, -1, 2, 0.5f, 3, 0], 2, 3)), [[2, 3]]);
            Check("cross-entropy", x => _backend.CrossEntropy(x[0], _backend.FromLabels([2, 0, 1])), [[3, 4]]);
        }
    }

    [Test]
    public void Gradients_add_up_and_are_dropped_by_a_step()
    {
        Tensor w = T([2], 1);
        _backend.RequireGradient(w);
        AssertTensor(_backend.Gradient(w), [1], [0]);
        for (int i = 0; i < 2; i++)
            _backend.Backward(_backend.Mean(_backend.Multiply(w, w), 0));
        AssertTensor(_backend.Gradient(w), [1], [8]);
        _backend.SgdStep([w], [_backend.Zeros(1)], 0, 0, 0);
        AssertTensor(_backend.Gradient(w), [1], [0]);
    }

    [Test]
    public void Nothing_is_recorded_without_gradients()
    {
        Tensor w = T([2], 1);
        _backend.RequireGradient(w);
        using (_backend.WithoutGradients())
            Assert.That(() => _backend.Backward(_backend.Mean(w, 0)), Throws.InstanceOf<TensorException>());
        _backend.Backward(_backend.Mean(w, 0));
        AssertTensor(_backend.Gradient(w), [1], [1]);
    }

    [Test]
    public void A_step_follows_the_formula_on_contiguous_and_on_permuted_parameters()
    {
        const double Rate = 0.04, Momentum = 0.9, Decay = 3e-4;
        Tensor plain = T([1, -2, 3], 3), idle = T([5], 1);
        Tensor permuted = _backend.Permute(T([1, -2, 3, 0.5f], 2, 2), 1, 0);
        Tensor[] parameters = [plain, permuted, idle];
        Tensor[] velocities = [.. parameters.Select(p => _backend.Zeros(_backend.Shape(p)))];
        foreach (Tensor parameter in parameters)
            _backend.RequireGradient(parameter);
        double[][] w = [[1, -2, 3], [1, 3, -2, 0.5]], v = [[0, 0, 0], [0, 0, 0, 0]];
        for (int step = 0; step < 4; step++)
        {
            // Mean of squares: the gradient is 2w/n.
            Tensor loss = _backend.Add(
                _backend.Mean(_backend.Multiply(plain, plain), 0), _backend.Mean(_backend.Multiply(permuted, permuted), 0, 1));
            _backend.Backward(loss);
            _backend.SgdStep(parameters, velocities, Rate, Momentum, Decay);
            for (int p = 0; p < w.Length; p++)
            {
                for (int i = 0; i < w[p].Length; i++)
                {
                    v[p][i] = (Momentum * v[p][i]) + (2 * w[p][i] / w[p].Length) + (Decay * w[p][i]);
                    w[p][i] -= Rate * v[p][i];
                }
            }
        }

        AssertTensor(plain, [3], [.. w[0].Select(x => (float)x)]);
        AssertTensor(permuted, [2, 2], [.. w[1].Select(x => (float)x)]);
        AssertTensor(idle, [1], [5]);
    }

    [Test]
    public void A_scope_frees_what_was_made_in_it_and_a_release_frees_at_once()
    {
        int before = _backend.LiveTensors;
        Tensor outer = T([1], 1), inner;
        using (_backend.Scope())
        {
            inner = _backend.Add(outer, outer);
            Tensor released = _backend.Add(inner, inner);
            _backend.Release(released);
            using (_backend.Scope())
                _backend.Add(inner, inner);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(_backend.LiveTensors, Is.EqualTo(before + 2));
                Assert.That(() => _backend.Add(released, outer), Throws.InstanceOf<TensorException>().With.Message.Contains("freed"));
            }
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_backend.LiveTensors, Is.EqualTo(before + 1));
            Assert.That(() => _backend.Scale(inner, 2), Throws.InstanceOf<TensorException>().With.Message.Contains("freed"));
            Assert.That(Values(outer), Is.EqualTo(new float[] { 1 }));
        }

        _backend.Add(outer, outer); // takes the freed place, which must not revive the old handle
        Assert.That(() => _backend.Scale(inner, 2), Throws.InstanceOf<TensorException>());
    }

    [Test]
    public void A_failed_operation_says_what_the_library_said()
    {
        Tensor a = T([1, 2, 3], 1, 3), b = T([1, 2], 1, 2);
        Assert.That(() => _backend.Add(a, b), Throws.InstanceOf<TensorException>().With.Message.Contains("3").And.Message.Contains("2")
            .And.Message.Not.Contains("frame #"));
        Assert.That(() => _backend.FromValues([1, 2, 3], 2, 2), Throws.InstanceOf<TensorException>().With.Message.Contains("[2, 2]"));
        Assert.That(() => _backend.Add(a, default), Throws.InstanceOf<TensorException>());
    }

    [Test]
    public void Facts_name_the_library()
    {
        Assert.That(_backend.Facts, Contains.Key("device"));
        Assert.That(_backend.Facts.Values, Has.All.Not.Empty);
    }

    private Tensor Random(string purpose, params long[] shape) => _backend.FromValues(RandomValues(purpose, shape), shape);

    // Distinct values about 0, never closer to each other or to 0 than the step of the differences: kinks stay clear.
    private static float[] RandomValues(string purpose, long[] shape)
    {
        int count = (int)shape.Aggregate(1L, (product, size) => product * size);
        float[] values = [.. Enumerable.Range(0, count).Select(i => ((i + 0.5f) * 3 / count) - 1.5f)];
        RandomStream.Derive(1, purpose).Shuffle(values.AsSpan());
        return values;
    }

    private void Check(string name, Func<Tensor[], Tensor> function, long[][] shapes)
    {
        const float Step = 1e-2f;
        float[][] values = [.. shapes.Select((shape, i) => RandomValues($"{name} {i}", shape))];
        double Loss(bool backward, out Tensor[] inputs)
        {
            inputs = [.. values.Select((v, i) => _backend.FromValues(v, shapes[i]))];
            foreach (Tensor input in inputs)
                _backend.RequireGradient(input);
            Tensor y = function(inputs);
            long[] shape = _backend.Shape(y);
            Tensor weighted = _backend.Multiply(y, Random($"{name} weights", shape));
            Tensor loss = shape.Length == 0 ? weighted : _backend.Mean(weighted, [.. Enumerable.Range(0, shape.Length).Select(axis => (long)axis)]);
            if (backward)
                _backend.Backward(loss);
            return Values(loss)[0];
        }

        using IDisposable scope = _backend.Scope();
        Loss(backward: true, out Tensor[] parameters);
        float[][] gradients = [.. parameters.Select(p => Values(_backend.Gradient(p)))];
        for (int i = 0; i < values.Length; i++)
        {
            double[] expected = new double[values[i].Length];
            for (int j = 0; j < expected.Length; j++)
            {
                float value = values[i][j];
                values[i][j] = value + Step;
                double above = Loss(backward: false, out _);
                values[i][j] = value - Step;
                double below = Loss(backward: false, out _);
                values[i][j] = value;
                expected[j] = (above - below) / (2 * Step);
            }

            double scale = Math.Max(expected.Max(Math.Abs), 1e-3);
            Assert.That(gradients[i].Select(g => g / scale), Is.EqualTo(expected.Select(e => e / scale)).Within(5e-3), $"{name}, input {i}");
        }
    }
}
