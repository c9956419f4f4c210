using Einspace.UnseenNas.Tasks;

namespace Einspace.UnseenNas.Tests.Tasks;

internal sealed class ExampleTextTests
{
    [Test]
    public void Language_marks_the_letter_of_each_place_in_a_row()
    {
        float[] example = new float[24 * 24];
        foreach ((int place, char letter) in "animalstreetmuseumwooden".Index())
            example[(place * 24) + (letter - 'a')] = 1;
        Assert.That(PublishedTasks.Language.Text!(example), Is.EqualTo("animal street museum wooden"));
    }

    [Test]
    public void Gutenberg_marks_the_letter_of_each_place_in_a_column_and_fills_words_up()
    {
        float[] example = [.. Enumerable.Repeat(-0.2f, 27 * 18)];
        foreach ((int place, char letter) in "thekingcameyou____".Index())
            example[((letter == '_' ? 26 : letter - 'a') * 18) + place] = 5.1f;
        Assert.That(PublishedTasks.Gutenberg.Text!(example), Is.EqualTo("thekin gcamey ou"));
    }

    [Test]
    public void Where_no_letter_is_marked_there_is_no_text() => Assert.That(PublishedTasks.Language.Text!(new float[24 * 24]), Is.Null);

    [Test]
    public void A_board_of_chesseract_is_drawn_from_rank_8()
    {
        float[] example = new float[12 * 64];
        example[(5 * 64) + (7 * 8) + 4] = 1; // white king on e1
        example[(11 * 64) + 4] = 1; // black king on e8
        example[(6 * 64) + 8] = 1; // black pawn on a7
        Assert.That(PublishedTasks.Chesseract.Text!(example)!.Split('\n'), Is.EqualTo(new[]
        {
            "····♚···", "♟·······", "········", "········", "········", "········", "········", "····♔···",
        }));
    }

    [Test]
    public void Two_pieces_on_a_square_are_no_board()
    {
        float[] example = new float[12 * 64];
        example[10] = example[74] = 1;
        Assert.That(PublishedTasks.Chesseract.Text!(example), Is.Null);
    }
}
