"""The number of a person's record, as it is read out, written down and typed: P-000123-S."""

import re

#: Letters that are not taken for digits (I, O) nor for another letter (U); their count is prime, so that the check
#: finds every single wrong digit and every swap of two neighbours.
CHECK_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
#: Cyrillic letters that look like the Latin ones, as a Ukrainian keyboard types them.
LOOKALIKES = str.maketrans("АВЕКМНРСТУХ", "ABEKMHPCTYX")
WRITTEN = re.compile(r"\s*P[-\s]?(\d{1,18})(?:[-\s]?([A-Z]))?\s*", re.ASCII)


def check_letter(number: int) -> str:
    """Give the letter that guards a number: digits weighted from the right, modulo the count of letters.

    >>> check_letter(123)
    'S'
    """
    total = sum(position * int(digit) for position, digit in enumerate(reversed(str(number)), 2))
    return CHECK_LETTERS[total % len(CHECK_LETTERS)]


def ref_of(number: int) -> str:
    """Write a record's number in full."""
    return f"P-{number:06d}-{check_letter(number)}"


def parse_ref(text: str) -> int | None:
    """Read a record's number: in either case, with a Cyrillic letter for its twin, without zeros; None if it is none.

    The check letter may be left out where a person types; where it stands, it must be right.
    """
    match = WRITTEN.fullmatch(text.upper().translate(LOOKALIKES))
    if match is None:
        return None
    number = int(match[1])
    return number if match[2] in {None, check_letter(number)} else None
