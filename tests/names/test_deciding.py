"""What a machine may accept, and whom it never does."""

import csv
from functools import cache
from pathlib import Path

import pytest

from app.names.deciding import CERTAIN, Verdict, verdict_on
from app.names.forms import Candidate, Score
from tests.names.people import asked, person, scored, share_in_order

PAIRS = [*csv.DictReader((Path(__file__).parent / "data" / "pairs.csv").read_text(encoding="utf-8").splitlines())]
DAY = "1990-03-12"
WHOLE = "Шевченко Микола Іванович"
NEVER = [
    ("Шевченко Петро Іванович", "1993-01-01"),  # a brother
    ("Шевченко Петро Іванович", DAY),  # a twin
    ("Шевченко Микита Іванович", DAY),  # a twin whose name begins alike
    ("Шевченко Петро", DAY),
    ("Шевченко М. І.", DAY),
    ("Шевченко Микола Миколайович", "1965-05-05"),  # a son and his father
    ("Шевченко Микола Петрович", DAY),
    ("Шевченко Микола Іванович", "1991-03-12"),
    ("Шевченко Микола Іванович", "1990-12-03"),
    ("Шевченко Микола Іванович", "1971-08-01"),  # a namesake
    ("Шевченко Микола Іванович", ""),
    ("Шевченко Микола", "1990"),
    ("Шевченко", DAY),
    ("Микола Іванович", DAY),
]
ACCEPTED = [
    ("Schewtschenko Nikolai Iwanowitsch", DAY),
    ("Микола Шевченко", DAY),
    ("Шевенко Микола Иванович", DAY),
    ("Шевченко Мкола Іванович", DAY),
]


def judged(text: str, day: str, *found: Candidate) -> Verdict:
    question = asked(text, day)
    ranked = [(one, scored(question, one)) for one in found]
    return verdict_on(question, sorted(ranked, key=lambda pair: -pair[1].bits))


class TestVerdict:
    @pytest.mark.parametrize(("text", "day"), ACCEPTED)
    def test_is_sure_where_name_and_day_agree(self, text: str, day: str) -> None:
        assert judged(text, day, person(WHOLE, DAY)) is Verdict.SURE

    @pytest.mark.parametrize(("text", "day"), NEVER)
    def test_is_never_sure_of_who_may_be_another(self, text: str, day: str) -> None:
        assert judged(text, day, person(WHOLE, DAY)) is not Verdict.SURE

    def test_is_not_sure_between_two(self) -> None:
        two = person(WHOLE, DAY), person("Шевченко Микола", DAY, 2)
        assert judged("Шевченко Микола", DAY, *two) is Verdict.LIKELY

    def test_is_sure_of_a_rare_whole_name_in_its_year(self) -> None:
        question, found = asked(WHOLE, "1990"), person(WHOLE, DAY)
        by_rarity = {count: scored(question, found, bearers=count) for count in (2, 2000)}
        verdicts = [verdict_on(question, [(found, score)]) for score in by_rarity.values()]
        assert verdicts == [Verdict.SURE, Verdict.LIKELY]

    def test_leaves_names_that_are_alike_and_unknown_to_a_person(self) -> None:
        assert judged("Шевченко Мкола Іванович", DAY, person("Шевченко Мкола Іванович", DAY)) is Verdict.SURE
        assert judged("Шевченко Мурванек", DAY, person("Шевченко Мурвамек", DAY)) is Verdict.LIKELY

    def test_is_unknown_of_nobody(self) -> None:
        assert judged("Шевченко", "") is Verdict.UNKNOWN
        assert judged("Бойко Іван", "", person(WHOLE)) is Verdict.UNKNOWN
        assert judged("", DAY, person(WHOLE, DAY)) is Verdict.UNKNOWN

    def test_needs_more_than_a_name(self) -> None:
        assert scored(asked("Шевченко Микола Іванович"), person(WHOLE)).bits < CERTAIN


@cache
def measured() -> list[tuple[bool, Score, Verdict]]:
    rows = []
    for row in PAIRS:
        question, found = asked(row["asked"], row["asked_born"]), person(row["found"], row["found_born"])
        score = scored(question, found)
        rows.append((row["same"] == "1", score, verdict_on(question, [(found, score)])))
    return rows


class TestInventedPairs:
    """People written in two scripts, against brothers, namesakes and cousins."""

    def test_rank_who_is_the_same_above_who_is_not(self) -> None:
        same = [score.bits for is_same, score, _ in measured() if is_same]
        others = [score.bits for is_same, score, _ in measured() if not is_same]
        assert share_in_order(same, others) >= 0.995

    def test_accept_most_who_are_the_same_and_nobody_else(self) -> None:
        accepted = [is_same for is_same, _, verdict in measured() if verdict is Verdict.SURE]
        assert all(accepted)
        assert len(accepted) >= 0.75 * sum(is_same for is_same, _, _ in measured())
