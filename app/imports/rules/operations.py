"""Entering a checked list of operations: what is on record is recognised, and what a source says of it is added once.

Remains are handed over in operations of their own, of the kind that is counted apart. Only where a publisher's word on
an exchange of the same day gives the same numbers of bodies, it is one transfer told twice: the claim then joins the
operation that has it, so that nobody adds both up; and an exchange whose bodies stand as a transfer of their own is
entered without them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.accounts.models import User
from app.audit import rules as audit
from app.core.dates import UncertainDate
from app.core.db import Base, db
from app.core.errors import RuleError
from app.core.i18n import lazy_ as _l
from app.exchanges import queries as exchanges
from app.exchanges.models import (
    CLAIMED,
    Mediator,
    Operation,
    OperationClaim,
    OperationFormat,
    OperationKind,
    OperationStage,
)
from app.exchanges.rules import claims, operations
from app.imports import queries
from app.imports.drafts import Draft
from app.imports.operations.fields import BODY_COUNTS, PEOPLE_COUNTS
from app.imports.operations.grouping import LONGEST_PAUSE, Group, counts_of, day_of, earliest, groups_of, latest
from app.imports.operations.mediating import is_all_known, mediators_in
from app.imports.problems import Code
from app.imports.rules.publishers import publisher_of
from app.sources.models import Source


@dataclass
class Tally:
    """What a list added to the record."""

    operations: int = 0
    stages: int = 0
    claims: int = 0
    totals: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether everything was on record already."""
        return not (self.operations or self.stages or self.claims or self.totals)


@dataclass
class Publication:
    """What the rows of one list share: the words already looked up, and what has been added."""

    file_name: str
    formats: dict[str, OperationFormat] = field(
        default_factory=lambda: {one.code: one for one in exchanges.list_formats()}
    )
    mediators: Sequence[Mediator] = field(default_factory=exchanges.list_mediators)
    tally: Tally = field(default_factory=Tally)
    #: The first that was added: the ledger's entry on the file stands there.
    subject: Base | None = None

    def close(self, *, actor: User | None, now: datetime) -> None:
        """Note in the ledger which file was read, if it brought anything."""
        if self.subject is not None:
            changes = {"file": (None, self.file_name)} | {
                name: (None, number) for name, number in vars(self.tally).items() if number
            }
            audit.record("import file", self.subject, actor=actor, at=now, changes=changes)


def enter_operations(drafts: Iterable[Draft], publication: Publication, *, actor: User | None, now: datetime) -> None:
    """Enter the operations of a list, each row in a savepoint: what a rule refuses is undone alone and noted in it."""
    for group in groups_of(drafts):
        operation = find_operation(group, publication)
        for draft in group.drafts:
            before = Tally(**vars(publication.tally))
            try:
                with db.session.begin_nested():
                    entered = operation or begin(group, publication, actor=actor, now=now)
                    enter_row(draft, entered, group, publication, actor=actor, now=now)
            except RuleError as error:
                publication.tally = before
                draft.object_to(Code.REFUSED_BY_RULE, error.message)
                continue
            operation = entered
            if publication.tally != before:
                publication.subject = publication.subject or operation
    publication.close(actor=actor, now=now)


def find_operation(group: Group, publication: Publication) -> Operation | None:
    """Find the operation of a group: by its number, else by day, kind and both counts, else by its agreement."""
    if group.official_no is not None and (found := queries.find_operation_numbered(group.official_no)):
        return found
    kind = publication.formats[group.drafts[0].said["format"]].kind
    for draft in group.drafts:
        for operation in queries.list_operations_on(kind, day_of(draft)):
            if is_known_by(operation, draft, kind) and not are_numbered_apart(operation, group):
                return operation
    if kind is OperationKind.REMAINS:
        claim = queries.find_claim_of_bodies(day_of(group.drafts[0]), counts_of(group.drafts[0]))
        return claim.operation if claim is not None else None
    return find_agreed(group)


def find_agreed(group: Group) -> Operation | None:
    """Find the operation to which the stages of an agreement belong that came with another list."""
    formula, planned = group.formula, group.planned
    if not group.is_staged or formula.to_us is None:
        return None
    since, until = earliest(planned) - LONGEST_PAUSE, latest(planned) + LONGEST_PAUSE
    return queries.find_operation_agreed(formula.to_us, formula.to_them, since, until)


def are_numbered_apart(operation: Operation, group: Group) -> bool:
    """Tell two operations of one day apart that have official numbers of their own."""
    return None not in {operation.official_no, group.official_no} and operation.official_no != group.official_no


def is_known_by(operation: Operation, draft: Draft, kind: OperationKind) -> bool:
    """Tell whether both counts of a row are those that somebody gave of an operation, or of its day."""
    ours, theirs = BODY_COUNTS if kind is OperationKind.REMAINS else PEOPLE_COUNTS
    stage = stage_on(operation, day_of(draft))
    said = [claim for claim in queries.list_all_claims_of(operation) if stage in {None, claim.stage}]
    told = {(getattr(claim, ours), getattr(claim, theirs)) for claim in said} or {(None, None)}
    return counts_of(draft) in told


def stage_on(operation: Operation, day: UncertainDate) -> OperationStage | None:
    """Give the stage that fell on a day."""
    return next((one for one in operation.stages if one.day is not None and is_same_day(one.day, day)), None)


def is_same_day(one: UncertainDate, other: UncertainDate) -> bool:
    """Compare two days by their bounds: how well they are known differs from list to list."""
    return (one.earliest, one.latest) == (other.earliest, other.latest)


def begin(group: Group, publication: Publication, *, actor: User | None, now: datetime) -> Operation:
    """Enter the operation of a group as over."""
    formula = group.formula
    told = [draft.said["mediator"] for draft in group.drafts if "mediator" in draft.said]
    terms = operations.Terms(
        format=publication.formats[group.drafts[0].said["format"]],
        to_us=formula.to_us,
        to_them=formula.to_them,
        is_all_for_all=formula.is_all_for_all,
        planned=group.planned,
        place=next((draft.said["place"] for draft in group.drafts if "place" in draft.said), None),
        official_no=group.official_no,
        note=None if group.is_staged else words_without_numbers(group.drafts[0]),
        mediators=mediators_in("; ".join(told), publication.mediators),
    )
    operation = operations.record_past(terms, actor=actor, now=now)
    publication.tally.operations += 1
    return operation


def words_without_numbers(draft: Draft) -> str | None:
    """Give the words of a row that has no number: no claim takes them, and the operation, or its day, keeps them."""
    if set(CLAIMED) & set(draft.said):
        return None
    return "\n".join(filter(None, (draft.note, draft.said["source"])))


def enter_row(
    draft: Draft, operation: Operation, group: Group, publication: Publication, *, actor: User | None, now: datetime
) -> None:
    """Enter what a row says of its operation: the day, and the claim; without numbers its words are the day's note."""
    source = publisher_of(draft.said["source"], actor=actor, now=now)
    numbers = numbers_of(draft, operation)
    note = note_of(draft, operation, publication)
    if any(is_said_by(claim, source, numbers, day_of(draft)) for claim in queries.list_all_claims_of(operation)):
        return
    words = None if numbers else "\n".join(filter(None, (note, draft.said["source"])))
    stage = stage_of(draft, operation, group, words, publication, actor=actor, now=now)
    if numbers:
        said = claims.Published(
            source=source,
            numbers=numbers,
            stage=stage,
            stated_on=stated_on(day_of(draft)),
            confidence=draft.said.get("confidence"),
            address=source.address,
            note=note,
        )
        claims.add_claim(operation, said, actor=actor, now=now)
        publication.tally.claims += 1


def numbers_of(draft: Draft, operation: Operation) -> dict[str, int]:
    """Give the numbers of a row; bodies that stand as a transfer of their own are not told again as an exchange's."""
    numbers = {name: draft.said[name] for name in CLAIMED if name in draft.said}
    bodies = (numbers.get("bodies_to_ukr"), numbers.get("bodies_to_rus"))
    if bodies == (None, None):
        return numbers
    elsewhere = queries.find_claim_of_bodies(day_of(draft), bodies)
    if elsewhere is None or elsewhere.operation is operation:
        return numbers
    return {name: number for name, number in numbers.items() if name not in BODY_COUNTS}


def is_said_by(claim: OperationClaim, source: Source, numbers: dict[str, int], day: UncertainDate) -> bool:
    """Tell whether a source's claim for a day gives the numbers of a row already, perhaps beside others."""
    return (
        bool(numbers)
        and claim.source_id == source.id
        and claim.stated_on == stated_on(day)
        and all(getattr(claim, name) == number for name, number in numbers.items())
    )


def stated_on(day: UncertainDate) -> date | None:
    """Give the one day of which a row speaks, if it is one."""
    return day.latest if day.earliest == day.latest else None


def stage_of(
    draft: Draft,
    operation: Operation,
    group: Group,
    words: str | None,
    publication: Publication,
    *,
    actor: User | None,
    now: datetime,
) -> OperationStage | None:
    """Give the stage of a row's day, added where the operation lacks it; an operation of one day needs none."""
    day = day_of(draft)
    stage = stage_on(operation, day)
    is_one_day = operation.planned is not None and is_same_day(operation.planned, day)
    if stage is not None or (is_one_day and not group.is_staged):
        return stage
    publication.tally.stages += 1
    return operations.add_stage(operation, day, note=words, actor=actor, now=now)


def note_of(draft: Draft, operation: Operation, publication: Publication) -> str | None:
    """Give the row's own words, with whatever of it the operation does not hold."""
    lines = [draft.note] if draft.note else []
    lines += [
        f"{name}: {draft.said[name]}"
        for name in ("place", "official_no")
        if draft.said.get(name) not in {None, getattr(operation, name)}
    ]
    if "mediator" in draft.said:
        lines += mediator_left(draft, operation, publication)
    return "\n".join(lines) or None


def mediator_left(draft: Draft, operation: Operation, publication: Publication) -> list[str]:
    """Keep the words on mediators of which the vocabulary, or the operation, does not hold everything."""
    text = draft.said["mediator"]
    found = mediators_in(text, publication.mediators)
    if not found:
        sentence = _l("The mediator “%(text)s” is not known: the word is in the note.", text=text)
        draft.object_to(Code.UNKNOWN_MEDIATOR, sentence)
    if is_all_known(text, publication.mediators) and set(found) <= set(operation.mediators):
        return []
    return [f"mediator: {text}"]
