"""What is typed to find somebody: names in any order, a birth beside them, a number; understood, and never refused."""

from dataclasses import dataclass
from datetime import date

from app.core.dates import DateError, UncertainDate, parse
from app.names.forms import Question
from app.names.tokens import tokens
from app.people import refs
from app.people.search import list_words
from app.people.search.keeping import bounds

#: What is typed beyond this is no name.
LONGEST = 300
#: So many words are compared: a name of three parts, a second surname, and words that belong to none.
MOST_WORDS = 6


@dataclass(frozen=True)
class Asked:
    """What was typed, and how it is understood: names and a birth to compare, a number to look up."""

    text: str
    question: Question
    #: The number of a record, or what may be a number or document of somebody; None where there is no digit.
    number: str | None = None


def understand(text: str, *, born: UncertainDate | None = None, today: date) -> Asked:
    """Understand what was typed; a birth that is given beside it goes before one inside the text.

    >>> asked = understand("Коваленко 12.03.1987 р.н.", today=date(2026, 1, 1))
    >>> asked.question.tokens, str(asked.question.born[0])
    (('коваленко',), '1987-03-12')
    """
    text = text[:LONGEST]
    if refs.parse_ref(text) is not None:
        return Asked(text, Question(()), text.strip())
    inside, rest = birth_in(text, today=today)
    question = Question(tokens(rest)[:MOST_WORDS], bounds(born or inside))
    return Asked(text, question, text.strip() if any(map(str.isdigit, text)) else None)


def birth_in(text: str, *, today: date) -> tuple[UncertainDate | None, str]:
    """Take the birth out of a text, and give what is left; a day that has not come yet is no birth."""
    for match in list_words.WRITTEN.finditer(text):
        try:
            born = parse(match["date"].replace(",", " "))
        except DateError:
            continue
        if born.earliest and born.earliest <= today:
            return born, f"{text[: match.start()]} {text[match.end() :]}"
    return None, text
