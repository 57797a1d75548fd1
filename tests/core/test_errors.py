"""The errors that rules raise, and the database's verdicts that become one."""

from types import SimpleNamespace

import pytest
from flask_babel import force_locale
from flask_babel.speaklater import LazyString
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.errors import ConstraintErrors, RuleError
from app.core.i18n import locale_code
from app.sources.models import CONSTRAINT_ERRORS, Source, SourceKind


def refusal(text: str) -> IntegrityError:
    return IntegrityError("INSERT …", {}, Exception(text))


class TestRuleError:
    def test_is_its_sentence_and_field(self) -> None:
        error = RuleError("Enter a surname.", "surname")
        assert (str(error), error.field) == ("Enter a surname.", "surname")

    def test_needs_no_field(self) -> None:
        assert RuleError("Choose.").field is None

    @pytest.mark.usefixtures("session")
    def test_is_said_in_the_language_of_who_reads_it(self) -> None:
        error = RuleError(LazyString(locale_code))
        with force_locale("uk"):
            assert str(error) == "uk"
        assert str(error) == "en"


class TestConstraintErrors:
    ERRORS = ConstraintErrors({"uq_sources_name": ("name", "Taken."), "sources.name": ("name", "Taken.")})

    @pytest.mark.parametrize(
        "text",
        [
            'duplicate key value violates unique constraint "uq_sources_name"',
            "UNIQUE constraint failed: sources.name",
        ],
    )
    def test_are_the_sentence_of_the_constraint_on_each_database(self, text: str) -> None:
        error = self.ERRORS.rule_error(refusal(text))
        assert error is not None
        assert (str(error), error.field) == ("Taken.", "name")

    def test_leave_other_constraints_alone(self) -> None:
        assert self.ERRORS.rule_error(refusal("FOREIGN KEY constraint failed")) is None


class TestSavepoint:
    def test_turns_a_verdict_into_a_sentence(self, session: Session, factories: SimpleNamespace) -> None:
        source = factories.source()
        with pytest.raises(RuleError) as refused, CONSTRAINT_ERRORS.savepoint(session):
            session.add(Source(name=source.name, kind=SourceKind.WITNESS))
        assert refused.value.field == "name"

    def test_undoes_the_change_alone(self, session: Session, factories: SimpleNamespace) -> None:
        source = factories.source(note="до")
        source.note = "після"
        with pytest.raises(RuleError), CONSTRAINT_ERRORS.savepoint(session):
            session.add(Source(name=source.name, kind=SourceKind.WITNESS))
        session.commit()
        assert source.note == "після"

    def test_keeps_what_the_database_accepts(self, session: Session) -> None:
        with CONSTRAINT_ERRORS.savepoint(session):
            session.add(source := Source(name="Список А", kind=SourceKind.WITNESS))
        assert source.id

    def test_leaves_a_verdict_without_a_sentence_to_the_developer(self, session: Session) -> None:
        with pytest.raises(IntegrityError), CONSTRAINT_ERRORS.savepoint(session):
            session.add(Source(name="Список А", kind=SourceKind.WITNESS, repeats_id=999))
