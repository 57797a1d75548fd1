"""Taking back a number that is not somebody's."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from app.core.errors import RuleError
from app.matching.rules.blocks import Birth, marks_of
from app.people import rules

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_takes_a_reason_and_happens_once(factories: SimpleNamespace) -> None:
    number, actor = factories.person_identifier(), factories.user()
    with pytest.raises(RuleError, match="Say why"):
        rules.retract_identifier(number, reason=" ", actor=actor, now=NOW)
    rules.retract_identifier(number, reason="чужий", actor=actor, now=NOW)
    with pytest.raises(RuleError, match="already"):
        rules.retract_identifier(number, reason="чужий", actor=actor, now=NOW)


def test_a_birth_within_many_years_marks_nobody() -> None:
    assert list(marks_of(Birth(1980, 1990))) == []
