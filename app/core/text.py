"""What text may enter the record, and in which form it is kept."""

import re
import unicodedata

from flask_babel.speaklater import LazyString

from app.core.i18n import lazy_ as _l

#: Categories of characters that a person does not see: format, space and control.
INVISIBLE = {"Cf", "Cc", "Zs", "Zl", "Zp"}
#: Joiners are part of Persian words and of emoji, and stay.
JOINERS = {"\u200c", "\u200d"}
#: Marks that turn the reading direction round can make one name look like another (Trojan Source, CVE-2021-42574).
DIRECTION_MARKS = {*"\u061c\u200e\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
#: Soft hyphens, zero-width spaces and byte order marks come along when text is copied from pages and documents.
COPIED_ALONG = re.compile("[\u00ad\u200b\u2060\ufeff]")
LINE_BREAKS = {"\n", "\r", "\t"}


def clean(text: str) -> str:
    """Keep text as typed, composed (NFC), without what copying dragged along and without outer space."""
    composed = unicodedata.normalize("NFC", COPIED_ALONG.sub("", text))
    return composed.strip() if not is_blank(composed) else ""


def clean_line(text: str) -> str:
    """Clean text that stands on one line: every run of white space is one space."""
    return " ".join(clean(text).split())


def is_blank(text: str | None) -> bool:
    """Tell whether a reader would see nothing: only spaces, zero-width and other invisible characters."""
    return all(unicodedata.category(character) in INVISIBLE for character in text or "")


def reason_against(text: str) -> LazyString | None:
    """Say why text cannot be stored, or give None: control characters, direction marks, broken encoding."""
    for character in text:
        if character == "\ufffd":
            return _l("This text has a character that was lost in copying (�). Type it again.")
        if character in DIRECTION_MARKS:
            return _l("This text has a hidden mark that changes the reading direction. Type it again.")
        if is_control(character):
            return _l("This text has a control character that cannot be stored. Type it again.")
    return None


def is_control(character: str) -> bool:
    """Tell control characters and lone surrogates from text; line breaks and tabs are text."""
    return unicodedata.category(character) in {"Cc", "Cs"} and character not in LINE_BREAKS
