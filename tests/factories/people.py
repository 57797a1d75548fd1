"""Factories of people and of what is said about them.

`factories.person(surname="…", born="1990-05")` makes a person with the one statement that says so, and derives the row
from it, as the rules do but without the ledger. Columns that are derived may be given outright, for tests of lists:
`factories.person(custody_status=…)`. Sides and categories go by their codes: `side="ukr"`, `category="civilian"`.
"""

from datetime import UTC, datetime
from typing import Any

import factory
from sqlalchemy import select

from app.core import dates
from app.core.db import db
from app.people import identity
from app.people.models import (
    Category,
    Cohort,
    IdentifierKind,
    Law,
    Person,
    PersonCohort,
    PersonIdentifier,
    PersonStatement,
    PreferredValue,
    SavedFilter,
    Side,
)
from app.people.models.identity import IDENTITY_FIELDS
from tests.factories.accounts import UserFactory
from tests.factories.base import ModelFactory
from tests.factories.sources import SourceFactory

RECORDED = datetime(2026, 1, 1, 8, tzinfo=UTC)


def said(fields: dict[str, Any]) -> dict[str, Any]:
    """Take out of the fields who somebody is; dates may be text and vocabularies codes."""
    if isinstance(fields.get("born"), str):
        fields["born"] = dates.parse_edtf(fields["born"])
    for name, model in (("side", Side), ("category", Category)):
        if isinstance(code := fields.get(name), str):
            fields[name] = db.session.scalars(select(model).where(model.code == code)).one()
        if fields.get(name) is not None:
            fields[f"{name}_id"] = fields.pop(name).id
    return {name: fields.pop(name) for name in (*IDENTITY_FIELDS, "absences") if name in fields}


class SideFactory(ModelFactory):
    class Meta:
        model = Side

    code = factory.Sequence(lambda number: f"side{number}")
    label_en = factory.Sequence(lambda number: f"Side {number}")
    label_uk = factory.Sequence(lambda number: f"Сторона {number}")


class CategoryFactory(ModelFactory):
    class Meta:
        model = Category

    code = factory.Sequence(lambda number: f"category{number}")
    label_en = factory.Sequence(lambda number: f"category {number}")
    label_uk = factory.Sequence(lambda number: f"категорія {number}")
    label_uk_female = factory.SelfAttribute("label_uk")
    law = Law.EITHER


class CohortFactory(ModelFactory):
    class Meta:
        model = Cohort

    code = factory.Sequence(lambda number: f"cohort{number}")
    label_en = factory.Sequence(lambda number: f"cohort {number}")
    label_uk = factory.Sequence(lambda number: f"ознака {number}")


class PersonFactory(ModelFactory):
    class Meta:
        model = Person

    surname = factory.Sequence(lambda number: f"Вигаданий{number}")
    source = factory.SubFactory(SourceFactory)
    credibility = 3
    created_at = RECORDED
    updated_at = RECORDED

    @classmethod
    def _create(cls, model_class: type[Person], *args: Any, **fields: Any) -> Person:
        values, word = said(fields), {name: fields.pop(name) for name in ("source", "credibility")}
        person = super()._create(model_class, *args, **fields)
        PersonStatementFactory(person=person, recorded_at=person.created_at, **values, **word)
        for name, value in fields.items():
            setattr(person, name, value)
        db.session.flush()
        return person


class PersonStatementFactory(ModelFactory):
    """Makes what another source says; the person's row follows."""

    class Meta:
        model = PersonStatement

    person = factory.SubFactory(PersonFactory)
    source = factory.SubFactory(SourceFactory)
    credibility = 3
    recorded_at = RECORDED

    @classmethod
    def _create(cls, model_class: type[PersonStatement], *args: Any, **fields: Any) -> PersonStatement:
        statement = super()._create(model_class, *args, **said(fields), **fields)
        refresh(statement.person)
        return statement


class PersonIdentifierFactory(ModelFactory):
    class Meta:
        model = PersonIdentifier

    person = factory.SubFactory(PersonFactory)
    kind = IdentifierKind.SERVICE_NUMBER
    value = factory.Sequence(lambda number: f"ВИ-{number:06d}")
    source = factory.SubFactory(SourceFactory)
    recorded_at = RECORDED

    @classmethod
    def _create(cls, model_class: type[PersonIdentifier], *args: Any, **fields: Any) -> PersonIdentifier:
        identifier = super()._create(model_class, *args, **fields)
        refresh(identifier.person)
        return identifier


class PreferredValueFactory(ModelFactory):
    class Meta:
        model = PreferredValue

    statement = factory.SubFactory(PersonStatementFactory)
    person_id = factory.SelfAttribute("statement.person_id")
    field = "surname"
    reason = "звірено з паспортом"
    recorded_at = RECORDED

    @classmethod
    def _create(cls, model_class: type[PreferredValue], *args: Any, **fields: Any) -> PreferredValue:
        preferred = super()._create(model_class, *args, **fields)
        refresh(preferred.statement.person)
        return preferred


class PersonCohortFactory(ModelFactory):
    class Meta:
        model = PersonCohort

    person = factory.SubFactory(PersonFactory)
    cohort = factory.SubFactory(CohortFactory)
    source = factory.SubFactory(SourceFactory)
    recorded_at = RECORDED


class SavedFilterFactory(ModelFactory):
    class Meta:
        model = SavedFilter

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda number: f"Відбір {number}")
    query = "status=missing"
    created_at = RECORDED
    changed_at = RECORDED


def refresh(person: Person) -> None:
    """Derive anew who a person is, as a rule does after each change."""
    identity.refresh(person)
    db.session.flush()
