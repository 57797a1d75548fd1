"""The number under which a witness stands in the record: W-000012-H."""

import re

from app.people.refs import LOOKALIKES, check_letter

WRITTEN = re.compile(r"\s*W[-\s]?(\d{1,18})(?:[-\s]?([A-Z]))?\s*", re.ASCII)


def witness_ref(number: int) -> str:
    """Write a witness's number in full, with the letter that guards it.

    >>> witness_ref(12)
    'W-000012-H'
    """
    return f"W-{number:06d}-{check_letter(number)}"


def parse_witness_ref(text: str) -> int | None:
    """Read a witness's number as people type it; None if it is none, or if its check letter is wrong."""
    match = WRITTEN.fullmatch(text.upper().translate(LOOKALIKES))
    if match is None:
        return None
    number = int(match[1])
    return number if match[2] in {None, check_letter(number)} else None
