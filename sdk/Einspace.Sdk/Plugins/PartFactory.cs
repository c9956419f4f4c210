namespace Einspace.Sdk.Plugins;

/// <summary>
/// Base of everything that a plugin exports. Factories are stateless: the host creates one when it loads the plugin and calls it
/// from any thread.
/// </summary>
public abstract class PartFactory
{
    /// <summary>
    /// The record that <see cref="OptionBinder"/> binds the part's options to: public properties with <c>init</c>, defaults by
    /// initialisers, <see cref="System.ComponentModel.DescriptionAttribute"/> for documentation, validation attributes for ranges.
    /// </summary>
    public abstract Type OptionsType { get; }
}
