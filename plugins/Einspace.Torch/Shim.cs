using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Einspace.Sdk;
using Einspace.Training.Backends;

namespace Einspace.Torch;

/// <summary>
/// The functions of native/einspace_torch.cpp. Pointers to tensors are owned by whoever got them and freed by
/// <see cref="Free"/>; a null pointer or a negative number means failure, see <see cref="Check(nint)"/>.
/// </summary>
[SuppressMessage("Usage", "CA2255", Justification = "A plugin is loaded like an application: nobody else can run code before its first call.")]
internal static unsafe partial class Shim
{
    private const string Library = "einspace_torch";
    private static string? _path;

    // The resolver must be there before the runtime looks for the library the first time.
    [ModuleInitializer]
    internal static void RegisterResolver() => NativeLibrary.SetDllImportResolver(typeof(Shim).Assembly, Resolve);

    /// <summary>Loads the library that <see cref="ShimBuild"/> made. It is loaded before anything else of libtorch, so that its sgemm is found first.</summary>
    /// <exception cref="InputException">The variable EINSPACE_BLAS has a value that means nothing.</exception>
    public static void Load(string library)
    {
        if (Environment.GetEnvironmentVariable("EINSPACE_BLAS") is { Length: > 0 } blas and not ("system" or "onednn"))
            throw new InputException($"EINSPACE_BLAS={blas} names no choice: expected system (the BLAS that libtorch is linked to) or onednn, or no value for the faster of them.");
        _path = library;
        NativeLibrary.Load(library);
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) =>
        name != Library ? 0 : NativeLibrary.Load(_path ?? throw new InvalidOperationException("Shim.Load comes before the first tensor operation."));

    public static nint Check(nint tensor) => tensor != 0 ? tensor : throw Failure();

    public static long Check(long answer) => answer >= 0 ? answer : throw Failure();

    private static TensorException Failure()
    {
        string message = Marshal.PtrToStringUTF8(Error())!;
        return new TensorException(message, outOfMemory: message.Contains("can't allocate memory") || message.Contains("out of memory") || message.Contains("bad_alloc"));
    }

    [LibraryImport(Library, EntryPoint = "einspace_error")] private static partial nint Error();
    [LibraryImport(Library, EntryPoint = "einspace_facts")] public static partial nint Facts();
    [LibraryImport(Library, EntryPoint = "einspace_cuda_devices")] public static partial long CudaDevices();
    [LibraryImport(Library, EntryPoint = "einspace_set_threads")] public static partial long SetThreads(int threads);
    [LibraryImport(Library, EntryPoint = "einspace_threads")] public static partial long Threads();
    [LibraryImport(Library, EntryPoint = "einspace_keep_memory")] public static partial long KeepMemory();
    [LibraryImport(Library, EntryPoint = "einspace_set_grad")] public static partial long SetGrad(int enabled);

    [LibraryImport(Library, EntryPoint = "einspace_live")] public static partial long Live();
    [LibraryImport(Library, EntryPoint = "einspace_free")] public static partial void Free(nint* tensors, int count);
    [LibraryImport(Library, EntryPoint = "einspace_floats")] public static partial nint Floats(float* data, long* sizes, int rank, int device);
    [LibraryImport(Library, EntryPoint = "einspace_longs")] public static partial nint Longs(long* data, long* sizes, int rank, int device);
    [LibraryImport(Library, EntryPoint = "einspace_zeros")] public static partial nint Zeros(long* sizes, int rank, int device);
    [LibraryImport(Library, EntryPoint = "einspace_read")] public static partial long Read(nint tensor, float* values, long count);
    [LibraryImport(Library, EntryPoint = "einspace_write")] public static partial long Write(nint tensor, float* values, long count);
    [LibraryImport(Library, EntryPoint = "einspace_sizes")] public static partial long Sizes(nint tensor, long* sizes);

    [LibraryImport(Library, EntryPoint = "einspace_permute")] public static partial nint Permute(nint x, long* axes, int rank);
    [LibraryImport(Library, EntryPoint = "einspace_reshape")] public static partial nint Reshape(nint x, long* sizes, int rank);
    [LibraryImport(Library, EntryPoint = "einspace_split")] public static partial long Split(nint x, long axis, int parts, nint* pieces);
    [LibraryImport(Library, EntryPoint = "einspace_repeat")] public static partial nint Repeat(nint x, long times);
    [LibraryImport(Library, EntryPoint = "einspace_cat")] public static partial nint Cat(nint* parts, int count, long axis);
    [LibraryImport(Library, EntryPoint = "einspace_im2col")] public static partial nint Im2Col(nint x, long kernel, long stride, long padding);

    [LibraryImport(Library, EntryPoint = "einspace_add")] public static partial nint Add(nint a, nint b);
    [LibraryImport(Library, EntryPoint = "einspace_add_into")] public static partial long AddInto(nint sum, nint b);
    [LibraryImport(Library, EntryPoint = "einspace_mul")] public static partial nint Mul(nint a, nint b);
    [LibraryImport(Library, EntryPoint = "einspace_scale")] public static partial nint Scale(nint x, double factor);
    [LibraryImport(Library, EntryPoint = "einspace_matmul")] public static partial nint MatMul(nint a, nint b);
    [LibraryImport(Library, EntryPoint = "einspace_mean")] public static partial nint Mean(nint x, long* axes, int count, int keepAxes);
    [LibraryImport(Library, EntryPoint = "einspace_adaptive_mean")] public static partial nint AdaptiveMean(nint x, long height, long width);

    [LibraryImport(Library, EntryPoint = "einspace_linear")] public static partial nint Linear(nint x, nint weight, nint bias);
    [LibraryImport(Library, EntryPoint = "einspace_conv2d")] public static partial nint Conv2d(nint x, nint weight, nint bias, long stride, long padding);
    [LibraryImport(Library, EntryPoint = "einspace_relu")] public static partial nint Relu(nint x);
    [LibraryImport(Library, EntryPoint = "einspace_leaky_relu")] public static partial nint LeakyRelu(nint x, double slope);
    [LibraryImport(Library, EntryPoint = "einspace_softmax")] public static partial nint Softmax(nint x, long axis);
    [LibraryImport(Library, EntryPoint = "einspace_max_pool2d")] public static partial nint MaxPool2d(nint x, long kernel, long stride, long padding);
    [LibraryImport(Library, EntryPoint = "einspace_batch_norm")]
    public static partial nint BatchNorm(nint x, nint weight, nint bias, nint mean, nint variance, int training, double momentum, double epsilon);
    [LibraryImport(Library, EntryPoint = "einspace_layer_norm")] public static partial nint LayerNorm(nint x, nint weight, nint bias, double epsilon);

    [LibraryImport(Library, EntryPoint = "einspace_cross_entropy")] public static partial nint CrossEntropy(nint logits, nint labels);
    [LibraryImport(Library, EntryPoint = "einspace_binary_cross_entropy")] public static partial nint BinaryCrossEntropy(nint answers, nint targets);
    [LibraryImport(Library, EntryPoint = "einspace_mean_squared_error")] public static partial nint MeanSquaredError(nint answers, nint targets);
    [LibraryImport(Library, EntryPoint = "einspace_relative_l2")] public static partial nint RelativeL2(nint answers, nint targets);
    [LibraryImport(Library, EntryPoint = "einspace_require_grad")] public static partial long RequireGrad(nint tensor);
    [LibraryImport(Library, EntryPoint = "einspace_backward")] public static partial long Backward(nint loss);
    [LibraryImport(Library, EntryPoint = "einspace_grad")] public static partial nint Grad(nint tensor);
    [LibraryImport(Library, EntryPoint = "einspace_sgd_step")]
    public static partial long SgdStep(nint* parameters, nint* velocities, int count, double rate, double momentum, double decay);
}
