"""统一社会信用代码: the check character and what is said of a wrong code."""

import pytest

from tongpin.kernel.credit_code import ALPHABET, check_character, clean_credit_code, credit_code_problem, is_credit_code

REAL = ["91350100M000100Y43", "913709212226JL70KM", "91370921MDR3EAWPPY"]
CODE = REAL[1]


@pytest.mark.parametrize("code", REAL)
def test_valid_codes_have_no_problem(code: str) -> None:
    assert is_credit_code(code)
    assert credit_code_problem(code) is None
    assert check_character(code[:-1]) == code[-1]


@pytest.mark.parametrize("place", range(18))
def test_one_changed_character_is_always_noticed(place: int) -> None:
    for other in ALPHABET:
        if other != CODE[place]:
            assert credit_code_problem(CODE[:place] + other + CODE[place + 1 :]) is not None


def test_wrong_check_character_names_the_right_one() -> None:
    problem = credit_code_problem(CODE[:-1] + "A")
    assert problem is not None
    assert "末位应为“M”" in problem.message
    assert problem.suggestion == ""


def test_letter_for_digit_is_pointed_at_and_suggested() -> None:
    problem = credit_code_problem(CODE.replace("0", "O"))
    assert problem is not None
    assert "第 5 位“O”" in problem.message
    assert problem.suggestion == CODE


def test_lower_case_full_width_and_spaces_are_suggested_clean() -> None:
    wide = CODE.translate({ord(c): ord(c) + 0xFEE0 for c in CODE})
    for written in (CODE.lower(), wide, f" {CODE[:6]} {CODE[6:]}"):
        assert clean_credit_code(written) == CODE
        problem = credit_code_problem(written)
        assert problem is not None
        assert problem.suggestion == CODE


@pytest.mark.parametrize("code", ["", "无", "91370921", CODE + "1", "９" * 18, "91-" * 9, "I" * 18])
def test_hopeless_codes_are_refused_without_a_suggestion(code: str) -> None:
    problem = credit_code_problem(code)
    assert problem is not None
    assert problem.suggestion == ""


def test_letters_in_the_region_are_pointed_at() -> None:
    problem = credit_code_problem("91A70921MDR3EAWPPY")
    assert problem is not None
    assert "第 3 位“A”" in problem.message


@pytest.mark.parametrize("first", ["1", "I" * 17])
def test_check_character_refuses_what_is_no_code(first: str) -> None:
    with pytest.raises(ValueError, match=r"17 characters|not used"):
        check_character(first)
