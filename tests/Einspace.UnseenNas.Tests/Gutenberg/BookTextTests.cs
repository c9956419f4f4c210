using Einspace.UnseenNas.Gutenberg;

namespace Einspace.UnseenNas.Tests.Gutenberg;

internal sealed class BookTextTests
{
    [TestCase("one\ntwo\nthree\nfour", 2, "three four", Description = "The first lines are left out.")]
    [TestCase("It's well-known: «so» _they_ say...", 0, "it s well known so they say", Description = "ASCII punctuation parts words.")]
    [TestCase("don’t caf\u00e9 that—though", 0, "dont caf thatthough", Description = "Other characters are lost, and part nothing.")]
    [TestCase("THE REPUBLIC\nHe said.\n\nBOOK I.  HSIO R.\r\n5 things", 0, "he said things", Description = "Lines in capitals are left out, and digits.")]
    [TestCase("Chapter one: Scene ii, Act XX, v and x; i stay, xxi too", 0, "one and i stay xxi too", Description = "Words of headings are left out.")]
    [TestCase("tab\tand  spaces \r\nnext", 0, "tab and spaces next", Description = "Lines are joined by a space.")]
    public void Words_are_those_of_the_published_rule(string text, int headerLines, string words) =>
        Assert.That(string.Join(' ', BookText.Words(text, headerLines)), Is.EqualTo(words));

    [Test]
    public void Phrases_are_three_words_of_three_to_six_letters_in_sequence()
    {
        Author author = new("me", [("me1", BookText.Words("the old man saw his very unusual son and two old men saw his very old hat", 0))], []);
        Assert.That(
            AuthorPhrases.All(author, 1_000).Select(phrase => phrase.Text),
            Is.EqualTo(new[]
            {
                "the___old___man___", "old___man___saw___", "man___saw___his___", "saw___his___very__",
                "son___and___two___", "and___two___old___", "two___old___men___", "old___men___saw___", "men___saw___his___",
                "his___very__old___", "very__old___hat___",
            }));
    }

    [Test]
    public void Passages_share_no_words_and_phrases_of_two_splits_are_left_out()
    {
        Author author = new("me", [("me1", [.. "one two the one two the six ten the".Split(' ')]), ("me2", [.. "one two the".Split(' ')])], []);
        Passage[] passages = [.. AuthorPhrases.Passages(author, 3)];
        Assert.That(passages.Select(passage => $"{passage}"), Is.EqualTo(new[] { "me1/0", "me1/1", "me1/2", "me2/0" }));

        Dictionary<DataSplit, List<Phrase>> apart = AuthorPhrases.BySplit(author, 3, passages.ToDictionary(passage => passage, passage => passage.Text == "me1" ? DataSplit.Train : DataSplit.Test));
        Assert.That(apart[DataSplit.Train].Select(phrase => phrase.Text), Is.EqualTo(new[] { "six___ten___the___" }));
        Assert.That(apart.Keys, Is.EqualTo(new[] { DataSplit.Train }));

        Dictionary<DataSplit, List<Phrase>> together = AuthorPhrases.BySplit(author, 3, passages.ToDictionary(passage => passage, _ => DataSplit.Train));
        Assert.That(together[DataSplit.Train].Select(phrase => $"{phrase.Text} {phrase.Passage}"), Is.EqualTo(new[] { "one___two___the___ me1/0", "six___ten___the___ me1/2" }));
    }
}
