"""What follows from the facts of the compartments: the tables of the rules, a row a case."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.compartments import consents, family, health
from app.compartments.models import Answer, Consent, FamilyNotice, HealthObservation, HealthState, NewsKind
from app.core import dates

START = datetime(2026, 3, 1, 10, tzinfo=UTC)
GIVEN, REFUSED, WITHDRAWN, NOT_ASKED = Answer.GIVEN, Answer.REFUSED, Answer.WITHDRAWN, Answer.NOT_ASKED


def day(text: str | None) -> dates.UncertainDate | None:
    return dates.parse_edtf(text) if text else None


def observation(number: int, text: str | None = None, **fields: object) -> HealthObservation:
    recorded_at = START + timedelta(days=number)
    return HealthObservation(id=number, recorded_at=recorded_at, observed=day(text), **fields)


def answer(number: int, said: Answer, text: str | None = None, **fields: object) -> Consent:
    return Consent(id=number, answer=said, answered=day(text), recorded_at=START + timedelta(days=number), **fields)


def notice(number: int, about: NewsKind, text: str | None = None, **fields: object) -> FamilyNotice:
    return FamilyNotice(
        id=number, about=about, informed=day(text), recorded_at=START + timedelta(days=number), **fields
    )


SERIOUS = {"condition": HealthState.SERIOUSLY_WOUNDED, "is_serious": True}
GOOD = {"condition": HealthState.GOOD, "is_serious": False}
SILENT = {"condition": None, "is_serious": False}


class TestDueOn:
    @pytest.mark.parametrize(
        ("observations", "due"),
        [
            ([], None),
            ([observation(1, "2026-02-10", **GOOD)], None),
            ([observation(1, "2026-02-10", **SERIOUS)], date(2026, 2, 17)),
            # Any report counts, also one that says nothing of the state.
            ([observation(1, "2026-02-10", **SERIOUS), observation(2, "2026-02-14", **SILENT)], date(2026, 2, 21)),
            # Only the last word on the state counts.
            ([observation(1, "2026-02-10", **SERIOUS), observation(2, "2026-02-14", **GOOD)], None),
            ([observation(2, "2026-02-10", **SERIOUS), observation(1, "2026-02-14", **GOOD)], None),
            ([observation(1, "2026-02-14", **SERIOUS), observation(2, "2026-02-10", **GOOD)], date(2026, 2, 21)),
            # A state that is not serious in itself, ticked as serious.
            (
                [observation(1, "2026-02-10", condition=HealthState.SICK, is_serious=True)],
                date(2026, 2, 17),
            ),
            # Of an uncertain day the last one counts, and never one after the record.
            ([observation(1, "2026-02", **SERIOUS)], date(2026, 3, 7)),
            ([observation(1, "2026-03", **SERIOUS)], date(2026, 3, 9)),
            ([observation(1, "2026-02-10/..", **SERIOUS)], date(2026, 3, 9)),
            ([observation(1, None, **SERIOUS)], date(2026, 3, 9)),
            # What was retracted or corrected says nothing.
            ([observation(1, "2026-02-10", retracted_at=START + timedelta(days=9), **SERIOUS)], None),
            (
                [observation(1, "2026-02-10", **SERIOUS), observation(2, "2026-02-10", supersedes_id=1, **GOOD)],
                None,
            ),
            ([observation(1, "2026-02-10", **SILENT)], None),
        ],
    )
    def test_is_a_week_after_the_last_report(self, observations: list[HealthObservation], due: date | None) -> None:
        assert health.due_on(observations) == due

    def test_within_a_day_the_last_record_counts(self) -> None:
        assert health.due_on([observation(1, "2026-02-10", **GOOD), observation(2, "2026-02-10", **SERIOUS)])


class TestInformedOn:
    @pytest.mark.parametrize(
        ("notices", "informed"),
        [
            ([], None),
            ([notice(1, NewsKind.CAPTIVITY, "2026-02-10")], None),
            ([notice(1, NewsKind.DEATH, "2026-02-10")], date(2026, 2, 10)),
            ([notice(1, NewsKind.DEATH, "2026-02"), notice(2, NewsKind.DEATH, "2026-02-20")], date(2026, 2, 20)),
            ([notice(1, NewsKind.DEATH)], date(2026, 3, 2)),
            ([notice(1, NewsKind.DEATH, "2026-02-10", retracted_at=START + timedelta(days=9))], None),
        ],
    )
    def test_is_the_day_by_which_the_family_knew_of_the_death(
        self, notices: list[FamilyNotice], informed: date | None
    ) -> None:
        assert family.informed_on(notices) == informed


class TestPresentConsent:
    @pytest.mark.parametrize(
        ("answers", "holds"),
        [
            ([], None),
            ([answer(1, GIVEN, "2026-02-10")], 1),
            ([answer(1, NOT_ASKED, "2026-02-10")], 1),
            # The last answer holds, in whatever order it was recorded.
            ([answer(1, REFUSED, "2026-02-10"), answer(2, GIVEN, "2026-02-12")], 2),
            ([answer(1, GIVEN, "2026-02-12"), answer(2, REFUSED, "2026-02-10")], 1),
            ([answer(1, GIVEN, "2026-02-10"), answer(2, WITHDRAWN, "2026-02-12")], 2),
            # Not to have been asked again takes nothing back.
            ([answer(1, GIVEN, "2026-02-10"), answer(2, NOT_ASKED, "2026-02-12")], 1),
            # Where the days leave it open which came last, the refusal holds.
            ([answer(1, REFUSED, "2026-02"), answer(2, GIVEN, "2026-02-12")], 1),
            ([answer(1, GIVEN, "2026-02-12"), answer(2, REFUSED, "2026-02")], 2),
            ([answer(1, REFUSED, "2026-02-10"), answer(2, GIVEN, None)], 1),
            ([answer(1, REFUSED, "2026-02-10"), answer(2, GIVEN, "2026-02")], 1),
            ([answer(1, GIVEN, "2026-02-10"), answer(2, REFUSED, None)], 2),
            # An answer was given before it was recorded.
            ([answer(1, REFUSED, None), answer(40, GIVEN, "2026-03-20")], 40),
            # Within a day the last record counts.
            ([answer(1, REFUSED, "2026-02-10"), answer(2, GIVEN, "2026-02-10")], 2),
            ([answer(1, GIVEN, "2026-02-10"), answer(2, REFUSED, "2026-02-10")], 2),
            # Of two refusals the last one is shown.
            ([answer(1, REFUSED, "2026-02"), answer(2, WITHDRAWN, "2026-02"), answer(3, GIVEN, "2026-02-28")], 2),
            # What was retracted or corrected says nothing.
            ([answer(1, GIVEN, "2026-02-10"), answer(2, REFUSED, "2026-02-12", retracted_at=START)], 1),
            ([answer(1, GIVEN, "2026-02-10"), answer(2, REFUSED, "2026-02-10", supersedes_id=1)], 2),
        ],
    )
    def test_is_the_last_answer_but_never_a_consent_that_may_be_older_than_a_refusal(
        self, answers: list[Consent], holds: int | None
    ) -> None:
        found = consents.present_consent(answers)
        assert (found.id if found else None) == holds
