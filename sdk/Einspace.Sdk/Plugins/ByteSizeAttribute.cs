namespace Einspace.Sdk.Plugins;

/// <summary>
/// Marks an option of type <see cref="long"/> or <see cref="ulong"/> as a number of bytes, so that it may be written as
/// <c>512MB</c> (decimal: kB, MB, GB, TB) or <c>512MiB</c> (binary: KiB, MiB, GiB, TiB); a bare number is bytes.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ByteSizeAttribute : Attribute;
