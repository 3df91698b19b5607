"""句式的空位: what a bureau may write, and what it is told when it writes something else."""

import pytest

from tongpin.interfaces.reports.slots import Aspect, FigureSlot, Literal, Plain, PlainSlot, read_sentence
from tongpin.kernel.errors import Refused


def test_a_sentence_is_read_into_words_and_slots():
    assert read_sentence("{年}年末高企{hnte.stock}家，比上年{hnte.stock|增减}。") == [
        PlainSlot(Plain.YEAR),
        Literal("年末高企"),
        FigureSlot("hnte.stock"),
        Literal("家，比上年"),
        FigureSlot("hnte.stock", Aspect.CHANGE),
        Literal("。"),
    ]


def test_examples_carry_how_many():
    assert read_sentence("{授信企业|举例2}") == [FigureSlot("授信企业", Aspect.EXAMPLES, 2)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("高企{hnte.stock家", "花括号"),
        ("高企hnte.stock}家", "花括号"),
        ("{}家", "写法不对"),
        ("{a|b|c}家", "写法不对"),
        ("{hnte.stock|平均}", "不认识"),
        ("{hnte.stock|举例0}", "不认识"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(text, words):
    with pytest.raises(Refused) as refused:
        read_sentence(text)
    assert words in refused.value.message
    assert refused.value.field == "text"
