"""How well somebody answers a question: each agreement and difference in bits, with its reason."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import permutations
from operator import getitem, sub

from app.names import births, surnames
from app.names.births import Born
from app.names.circumstances import weigh_circumstances
from app.names.equivalents import known_families
from app.names.forms import Candidate, Name, Question, Reason, Score, Shape, question_of, shapes
from app.names.patronymics import joined
from app.names.patronymics import sex_of as sex_of_patronymic
from app.names.skeletons import skeletons
from app.names.weighing import (
    SAME,
    Commonness,
    Weighed,
    likeness,
    resembles,
    sound_of,
    weigh_given,
    weigh_patronymic,
    weigh_surname,
)

__all__ = [
    "CODES",
    "Born",
    "Candidate",
    "Name",
    "Question",
    "Reason",
    "Score",
    "Scorer",
    "prepare",
    "question_of",
    "score",
]

#: Everything a reason can say.
CODES = (
    "surname_same", "surname_similar", "surname_differs",
    "given_same", "given_equivalent", "given_similar", "given_initial", "given_differs",
    "patronymic_same", "patronymic_similar", "patronymic_initial", "patronymic_differs",
    "other_same", "word_unmatched", "sex_differs",
    "birth_same", "birth_swapped", "birth_near", "birth_month_same", "birth_year_same", "birth_within",
    "birth_year_near", "birth_day_differs", "birth_year_differs",
    "captured_same", "captured_differs", "captured_at_same", "captured_at_differs",
    "rank_same", "unit_same", "unit_differs", "side_same", "side_differs",
)  # fmt: skip
UNMATCHED, UNMATCHED_FATHER, SEX_DIFFERS = -2.0, -0.5, -4.0
OTHER_SAME, ANOTHER_PART = 8.0, 3.0
MOST_WORDS = 5
#: A part of a name that is paired with no word says nothing; where nothing but a birth is asked, none of three is.
_NO_WORD = (0.0, 0.0, 0.0)
_NOTHING = Score(0.0, (), Name())

#: The bits of one part of a name beside every word of a question.
Row = tuple[float, ...]


class Scorer:
    """Scores candidates against one question; what was once weighed is remembered."""

    def __init__(self, question: Question, commonness: Commonness) -> None:
        self.question = question
        self.words = joined(question.tokens)[:MOST_WORDS]
        self.sex_of_father = sex_by_father(self.words)
        self.surname_sexes = sexes_by_surname(self.words)
        self.sex = self.sex_of_father or next(iter(self.surname_sexes), "")
        self._weigh: tuple[Callable[[str, str], Weighed], ...] = (
            lambda asked, found: weigh_surname(asked, found, commonness),
            weigh_given,
            weigh_patronymic,
        )
        self._rows: tuple[dict[str, Row], ...] = ({}, {}, {})
        self._births: dict[Born, Weighed] = {}

    def __call__(self, candidate: Candidate) -> Score:
        """Score one candidate by the name that agrees best."""
        named = [(name, form) for name in candidate.names for form in shapes(name)]
        if not named:
            return _NOTHING
        name, form = max(named, key=lambda pair: self.bits_of(pair[1]))
        reasons = (*self.reasons(form), *self.beside(candidate))
        return Score(round(sum(reason.bits for reason in reasons), 1), reasons, name)

    def bits(self, candidate: Candidate) -> float:
        """Give the bits of a score alone: enough to rank by, and sooner told."""
        best = max([self.bits_of(form) for name in candidate.names for form in shapes(name)], default=None)
        if best is None:
            return _NOTHING.bits
        if self.question.born and candidate.born:
            best += self.birth(self.question.born, candidate.born)[1]
        return round(best + sum([reason.bits for reason in weigh_circumstances(self.question, candidate)]), 1)

    def beside(self, candidate: Candidate) -> list[Reason]:
        """Give the reasons beside the name: birth, and what is known of the capture and the service."""
        reasons = weigh_circumstances(self.question, candidate)
        if self.question.born and candidate.born:
            code, bits = self.birth(self.question.born, candidate.born)
            return [Reason(code, bits, shown(self.question.born), shown(candidate.born)), *reasons]
        return reasons

    def birth(self, asked: Born, found: Born) -> Weighed:
        """Weigh a date of birth, and remember it."""
        if found not in self._births:
            self._births[found] = births.compare(asked, found)
        return self._births[found]

    def similar_skeletons(self, names: Iterable[Name]) -> set[str]:
        """Give the skeletons of those surnames that resemble a word of the question: their commonness will be asked."""
        found = {form.surname for name in names for form in shapes(name)}
        return {one for word in found if self.is_similar(word) for one in skeletons(word)}

    def is_similar(self, surname: str) -> bool:
        """Tell whether a surname resembles a word of the question."""
        return bool(surname) and any(len(word) > 1 and resembles(word, surname) for word in self.words)

    def rows(self, form: Shape) -> list[Row]:
        """Give the bits of each known part of a name beside every word; where no word is left for it, none."""
        return [
            memory.get(part) or self.row(memory, weigh, part)
            for memory, weigh, part in zip(self._rows, self._weigh, parts_of(form), strict=True)
            if part
        ]

    def row(self, memory: dict[str, Row], weigh: Callable[[str, str], Weighed], part: str) -> Row:
        """Weigh one part of a name against every word, and remember it."""
        memory[part] = (*[weigh(asked, part)[1] for asked in self.words], *_NO_WORD)
        return memory[part]

    def bits_of(self, form: Shape) -> float:
        """Give the bits of a name whose parts are known."""
        rows = self.rows(form)
        left = self.left(form) if len(self.words) > len(rows) or form.others else None
        bits = bits_in(best_order(rows, left), rows, left)
        return bits + SEX_DIFFERS if self.sex and self.sex_differs(form) else bits

    def reasons(self, form: Shape) -> list[Reason]:
        """Say why a name agrees, in the same order of the words in which its bits are counted."""
        rows, count = self.rows(form), len(self.words)
        left = self.left(form) if count > len(rows) or form.others else None
        order = best_order(rows, left)
        parts = [(weigh, part) for weigh, part in zip(self._weigh, parts_of(form), strict=True) if part]
        paired = [(self.words[word], *pair) for word, pair in zip(order, parts, strict=True) if word < count]
        reasons = [Reason(*weigh(asked, part), asked, part) for asked, weigh, part in paired]
        if left:
            reasons += [self.unmatched(self.words[word], form) for word in range(count) if word not in order]
        if self.sex and self.sex_differs(form):
            reasons.append(Reason("sex_differs", SEX_DIFFERS))
        return reasons

    def left(self, form: Shape) -> Row:
        """Give the bits of each word if no part of a name is paired with it."""
        return (*[self.unmatched(word, form).bits for word in self.words], *_NO_WORD)

    def unmatched(self, word: str, form: Shape) -> Reason:
        """Say what a word means that no part of the name answers: a call sign, half a surname, or nothing known."""
        if other := same_among(word, form.others):
            return Reason("other_same", OTHER_SAME, word, other)
        if "-" in form.surname and (part := same_among(word, surnames.parts_of(form.surname)[1:])):
            return Reason("surname_same", ANOTHER_PART, word, part)
        return Reason("word_unmatched", UNMATCHED if form.patronymic else UNMATCHED_FATHER, word)

    def sex_differs(self, form: Shape) -> bool:
        """Tell a name of the other sex than the question's; a surname that both bear tells it of neither.

        Долина and Гаврилишина are surnames of men as well.
        """
        by_father, by_surname = sex_of_patronymic(form.patronymic), surnames.sex_of(form.surname)
        if by_surname in self.surname_sexes and not (by_father and self.sex_of_father):
            return False
        sex = by_father or by_surname
        return bool(sex) and sex != self.sex


def parts_of(form: Shape) -> tuple[str, str, str]:
    """Give the parts of a name that words are paired with."""
    return form.surname, form.given, form.patronymic


def same_among(word: str, others: tuple[str, ...]) -> str:
    """Give the word that sounds the same, if there is one."""
    return next((other for other in others if likeness(sound_of(word), sound_of(other)) == SAME), "")


def sex_by_father(words: tuple[str, ...]) -> str:
    """Tell the sex that a patronymic shows.

    >>> sex_by_father(("іванова", "петра", "петровича")), sex_by_father(("коваль", "галина"))
    ('m', '')
    """
    return next((sex for word in words[1:] if (sex := sex_of_patronymic(word))), "")


def sexes_by_surname(words: tuple[str, ...]) -> tuple[str, ...]:
    """Tell the sex that surnames show; a given name ends in a vowel for other reasons.

    >>> sexes_by_surname(("іванова", "олена")), sexes_by_surname(("коваль", "галина"))
    (('f',), ())
    """
    return tuple(sex for word in words if not known_families(word) and (sex := surnames.sex_of(word)))


def best_order(rows: list[Row], left: Row | None) -> tuple[int, ...]:
    """Give for each part of a name the word that it is paired with, so that they agree best in all.

    A word that is left may be a call sign that agrees; then one part more may be without a word.
    """
    if not rows:
        return ()
    gains = [tuple(map(sub, row, left)) for row in rows] if left else rows
    spare = left is not None and max(left) > 0
    return max(
        orders(len(rows), len(rows[0]) - len(_NO_WORD), spare=spare), key=lambda order: sum(map(getitem, gains, order))
    )


def bits_in(order: tuple[int, ...], rows: list[Row], left: Row | None) -> float:
    """Count the bits of the parts of a name as they are paired, and of the words that are left."""
    bits = sum(map(getitem, rows, order))
    return bits + sum(left) - sum([left[word] for word in order]) if left else bits


@lru_cache(64)
def orders(parts: int, count: int, *, spare: bool = False) -> tuple[tuple[int, ...], ...]:
    """Give every way to pair the parts of a name with words, as many as can be; numbers past the words are no word.

    >>> orders(2, 2), orders(2, 1), orders(1, 1, spare=True)
    (((0, 1), (1, 0)), ((0, 1), (1, 0)), ((0,), (1,)))
    """
    return tuple(permutations(range(max(parts, count) + spare), parts))


def shown(born: Born) -> str:
    """Write a date as it is known."""
    return born[0].isoformat() if births.is_day(born) else "/".join(day.isoformat() for day in born)


def prepare(question: Question, commonness: Commonness) -> Scorer:
    """Make ready to score many candidates against one question."""
    return Scorer(question, commonness)


def score(question: Question, candidate: Candidate, commonness: Commonness) -> Score:
    """Score one candidate against one question."""
    return prepare(question, commonness)(candidate)
