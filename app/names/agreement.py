"""Telling whether two spellings are one name, by the same weighing as the search."""

from app.names.forms import Candidate, Name, Question
from app.names.scoring import score
from app.names.scripts import Script, script_of
from app.names.tokens import tokens

#: How the codes of a score end that say that two words are one name.
ONE_NAME = ("_same", "_equivalent")


def is_one_name(part: str, one: str, other: str) -> bool:
    """Tell whether two spellings are one name: in other scripts, by other rules, or in a form that is as good.

    >>> is_one_name("given", "Vladimir", "Володимир"), is_one_name("surname", "Коваленко", "Ковальчук")
    (True, False)
    """
    known = Candidate(0, (Name(**{part: other}),), None)
    reasons = score(Question(tokens(one)), known, lambda _surname: 1).reasons
    return bool(reasons) and all(reason.code.endswith(ONE_NAME) for reason in reasons)


def is_in_both_alphabets(part: str, one: str, other: str) -> bool:
    """Tell whether one name is written here in Latin letters and there in Cyrillic ones.

    Two spellings in one alphabet are never that, however much one name they are.

    >>> is_in_both_alphabets("given", "Григорій", "Hryhorii"), is_in_both_alphabets("given", "Володимир", "Владимир")
    (True, False)
    """
    written = {script_of(one): one, script_of(other): other}
    latin, cyrillic = written.get(Script.LATIN), written.get(Script.CYRILLIC)
    return latin is not None and cyrillic is not None and is_one_name(part, latin, cyrillic)
