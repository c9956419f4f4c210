using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Einspace.Sdk.Evaluation;
using Einspace.Sdk.Search;

namespace Einspace.Sdk.Testing.Tests;

internal sealed class AssemblySuiteTests
{
    [Test]
    public void TheSdkUsesNoClockAndNoChance() => AssemblySuite.Rules.Single().Check(typeof(RandomStream).Assembly);

    [Test]
    public void AClockChanceAndFilesAreCaught()
    {
        // This assembly of tests uses all of them, here if nowhere else.
        _ = (Guid.NewGuid(), DateTime.UtcNow, string.GetHashCode("text"), new Random(1), File.Exists("none"));
        _ = (HashCode.Combine(1), Environment.TickCount64, RuntimeHelpers.GetHashCode("text"), Stopwatch.GetTimestamp());
        _ = RandomNumberGenerator.GetInt32(2);
        Assert.That(Sly.Ways, Has.Length.EqualTo(6));

        Breach.AssertCaught(
            AssemblySuite.Rules,
            "no-clock-no-chance",
            Assembly.GetExecutingAssembly(),
            "System.DateTime.get_UtcNow, System.Diagnostics.Process, System.Diagnostics.Stopwatch, System.Environment.get_MachineName, "
            + "System.Environment.get_ProcessId, System.Environment.get_TickCount, System.Environment.get_TickCount64, System.Guid.NewGuid, System.HashCode, "
            + "System.IO.Directory, System.IO.DirectoryInfo, System.IO.File, System.IO.FileInfo, System.IO.MemoryMappedFiles.MemoryMappedFile, "
            + "System.IO.Path.GetRandomFileName, System.IO.Path.GetTempFileName, System.Net.Http.HttpClient, "
            + "System.Net.Sockets.ProtocolType, System.Net.Sockets.Socket, System.Net.Sockets.SocketType, System.Random, "
            + "System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode, System.Security.Cryptography.RandomNumberGenerator, System.String.GetHashCode, "
            + "System.Threading.CancellationTokenSource.CancelAfter, System.Threading.PeriodicTimer, System.Threading.Thread.Sleep, System.Threading.Timer, "
            + "new System.IO.StreamReader(String), new System.IO.StreamWriter(String), "
            + "new System.Threading.CancellationTokenSource(Int32), new System.Threading.CancellationTokenSource(System.TimeSpan)");
    }

    [Test]
    public void TaskDelayIsCaughtWhereThereIsNoEvaluator() => Breach.AssertCaught(
        AssemblySuite.Rules, "no-clock-no-chance", Delaying(typeof(ISearchStrategy)), "System.Threading.Tasks.Task.Delay");

    [Test]
    public void AnEvaluatorMayDelay() => AssemblySuite.Rules.Single().Check(Delaying(typeof(IEvaluator)));

    /// <summary>An assembly that calls Task.Delay and has a part of that kind; this one has evaluators of its own.</summary>
    private static Assembly Delaying(Type part)
    {
        PersistedAssemblyBuilder assembly = new(new AssemblyName($"Delaying{part.Name}"), typeof(object).Assembly);
        TypeBuilder type = assembly.DefineDynamicModule("Delaying").DefineType("Part", TypeAttributes.Public | TypeAttributes.Abstract);
        type.AddInterfaceImplementation(part);
        ILGenerator code = type.DefineMethod("Wait", MethodAttributes.Public | MethodAttributes.Static, typeof(Task), []).GetILGenerator();
        code.Emit(OpCodes.Ldc_I4_1);
        code.Emit(OpCodes.Call, typeof(Task).GetMethod(nameof(Task.Delay), [typeof(int)])!);
        code.Emit(OpCodes.Ret);
        type.CreateType();
        string file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"Delaying{part.Name}.dll");
        assembly.Save(file);
        return Assembly.LoadFrom(file);
    }

    /// <summary>Ways around the files, clocks and names that everybody thinks of, which are never gone; and harmless ones.</summary>
    private static class Sly
    {
        public static Action[] Ways { get; } =
        [
            () => _ = (new StreamReader("none"), new StreamWriter("none"), MemoryMappedFile.CreateNew(null, 1)),
            () => _ = (Path.GetRandomFileName(), Path.GetTempFileName()),
            () => _ = (Environment.MachineName, Environment.TickCount, Environment.ProcessId, Process.GetCurrentProcess()),
            () => _ = (new HttpClient(), new Socket(SocketType.Stream, ProtocolType.Tcp)),
            () =>
            {
                _ = (new PeriodicTimer(TimeSpan.MaxValue), new Timer(_ => { }), new CancellationTokenSource(TimeSpan.Zero));
                new CancellationTokenSource(1).CancelAfter(2);
            },
            () => _ = (new StreamReader(Stream.Null), new StreamWriter(Stream.Null), new CancellationTokenSource(), WebUtility.HtmlEncode("&"), Path.Combine("a", "b")),
        ];
    }
}
