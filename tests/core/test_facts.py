"""Which facts stand, now and as we knew it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from app.core import facts

START = datetime(2026, 1, 1, tzinfo=UTC)


def moment(hour: int) -> datetime:
    return START + timedelta(hours=hour)


@dataclass
class Said:
    """A fact, recorded in the hour of its number."""

    id: int
    supersedes_id: int | None = None
    retracted_at: datetime | None = None

    @property
    def recorded_at(self) -> datetime:
        return moment(self.id)


def live(*recorded: Said, known_at: datetime | None = None) -> list[int]:
    return [fact.id for fact in facts.live(recorded, known_at=known_at)]


class TestLive:
    def test_keeps_what_stands_in_its_order(self) -> None:
        assert live(Said(2), Said(1)) == [2, 1]

    def test_leaves_out_what_was_retracted(self) -> None:
        assert live(Said(1, retracted_at=moment(2)), Said(2)) == [2]

    def test_leaves_out_what_was_corrected(self) -> None:
        assert live(Said(1), Said(2, supersedes_id=1)) == [2]

    def test_brings_back_what_a_retracted_correction_had_corrected(self) -> None:
        assert live(Said(1), Said(2, supersedes_id=1, retracted_at=moment(3))) == [1]

    def test_follows_corrections_of_corrections(self) -> None:
        assert live(Said(1), Said(2, supersedes_id=1), Said(3, supersedes_id=2)) == [3]

    def test_does_not_bring_back_what_a_later_correction_corrects_further_on(self) -> None:
        retracted = Said(2, supersedes_id=1, retracted_at=moment(4))
        assert live(Said(1), retracted, Said(3, supersedes_id=2)) == [3]

    def test_takes_facts_one_by_one(self) -> None:
        assert [fact.id for fact in facts.live(iter([Said(1), Said(2, supersedes_id=1)]))] == [2]

    def test_minds_no_correction_of_what_is_not_there(self) -> None:
        assert live(Said(2, supersedes_id=1)) == [2]


class TestKnownAt:
    def test_leaves_out_what_was_recorded_later(self) -> None:
        assert live(Said(1), Said(3), known_at=moment(2)) == [1]

    @pytest.mark.parametrize(("hour", "standing"), [(0, []), (1, [1]), (2, [1]), (3, []), (4, [])])
    def test_a_fact_stands_from_its_record_to_its_retraction(self, hour: int, standing: list[int]) -> None:
        assert live(Said(1, retracted_at=moment(3)), known_at=moment(hour)) == standing

    @pytest.mark.parametrize(("hour", "standing"), [(1, [1]), (2, [2]), (3, [2]), (4, [1]), (5, [5])])
    def test_gives_what_we_knew_then(self, hour: int, standing: list[int]) -> None:
        history = [Said(1), Said(2, supersedes_id=1, retracted_at=moment(4)), Said(5, supersedes_id=2)]
        assert live(*history, known_at=moment(hour)) == standing


class TestLastCorrection:
    def test_of_what_was_never_corrected_is_itself(self) -> None:
        fact = Said(1)
        assert facts.last_correction(fact, [fact, Said(2)]) is fact

    def test_is_the_end_of_the_line_though_it_was_retracted(self) -> None:
        first, second = Said(1), Said(2, supersedes_id=1)
        third = Said(3, supersedes_id=2, retracted_at=moment(4))
        assert facts.last_correction(first, [third, second, first]) is third
