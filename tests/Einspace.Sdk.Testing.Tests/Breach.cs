namespace Einspace.Sdk.Testing.Tests;

/// <summary>Asserts that a suite catches a wrong implementation by the rule that names the broken promise.</summary>
internal static class Breach
{
    public static void AssertCaught<TSubject>(IReadOnlyList<ConformanceRule<TSubject>> rules, string rule, TSubject subject, string found)
    {
        BrokenPromiseException? breach = Assert.Throws<BrokenPromiseException>(() => rules.Single(r => r.Name == rule).Check(subject));
        Assert.That(breach!.Found, Does.Contain(found));
        Assert.That(breach.Message, Is.EqualTo($"The rule '{rule}' is broken. {breach.Promise} Found: {breach.Found}"));
    }
}
