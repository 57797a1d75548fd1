"""Telling which rows of a list are stages of one operation; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.core.dates import UncertainDate, parse_edtf
from app.imports.drafts import Draft
from app.imports.operations.fields import BODY_COUNTS, PEOPLE_COUNTS
from app.imports.operations.numbers import Formula

#: The agreement that a note names before it counts the parts: "1000-for-1000, part 2".
AGREEMENT = re.compile(
    r"\b(\d{1,7})(?:-for-| на |-на-)(\d{1,7}), (?:part|stage|частина|етап)", re.IGNORECASE | re.ASCII
)
#: The stages of one agreement follow each other; a formula that comes again later is another agreement.
LONGEST_PAUSE = timedelta(days=31)
#: What is counted, by whether the operation is a transfer of remains.
COUNTED = {True: BODY_COUNTS, False: PEOPLE_COUNTS}


@dataclass
class Group:
    """The rows that tell of one operation, in the order of the list."""

    drafts: list[Draft] = field(default_factory=list)

    @property
    def is_staged(self) -> bool:
        """Tell whether the operation went on for several days."""
        return any(draft.said.get("is_stage") for draft in self.drafts) or len({*map(day_of, self.drafts)}) > 1

    @property
    def official_no(self) -> str | None:
        """Give the number that any of the rows gives."""
        return next((draft.said["official_no"] for draft in self.drafts if "official_no" in draft.said), None)

    @property
    def planned(self) -> UncertainDate:
        """Give the day of the operation, or the first and the last."""
        if not self.is_staged:
            return day_of(self.drafts[0])
        days = [draft.said["day"] for draft in self.drafts]
        first, last = min(earliest(day) for day in days), max(latest(day) for day in days)
        return parse_edtf(f"{first}/{last}" if first != last else f"{first}")

    @property
    def formula(self) -> Formula:
        """Give the formula that a row states, or that of the agreement which a note names."""
        stated = (draft.said.get("formula") or agreement_of(draft) for draft in self.drafts)
        return next((formula for formula in stated if formula is not None), Formula())


def groups_of(drafts: Iterable[Draft]) -> list[Group]:
    """Gather the rows of each operation.

    Rows are of one operation when they share the official number; when they agree in day, format and both counts; or
    when they are stages of the same agreement, or of talks under the same mediators, no more than a month apart.
    """
    groups: list[Group] = []
    for draft in drafts:
        group = next((one for one in groups if belongs(draft, one)), None)
        if group is None:
            groups.append(group := Group())
        group.drafts.append(draft)
    return groups


def belongs(draft: Draft, group: Group) -> bool:
    """Tell whether a row tells of the operation of a group."""
    if draft.said["format"] != group.drafts[0].said["format"]:
        return False
    number = draft.said.get("official_no")
    if number is not None and group.official_no is not None:
        return bool(number == group.official_no)
    return any(key_of(draft) == key_of(one) for one in group.drafts) or follows(draft, group.drafts)


def follows(draft: Draft, before: Sequence[Draft]) -> bool:
    """Tell whether a stage goes on with the stages before it: the same agreement or talks, and no long pause."""
    last = before[-1]
    if not (draft.said.get("is_stage") and last.said.get("is_stage")) or bond_of(draft) != bond_of(last):
        return False
    return abs(latest(draft.said["day"]) - latest(last.said["day"])) <= LONGEST_PAUSE


def bond_of(draft: Draft) -> object:
    """Give what stages of one agreement share: the agreement that the note names, else whose talks led to it."""
    return agreement_of(draft), draft.said.get("mediator") if agreement_of(draft) is None else None


def agreement_of(draft: Draft) -> Formula | None:
    """Give the formula of the agreement of which a stage is said to be a part."""
    found = AGREEMENT.search(draft.note or "") if draft.said.get("is_stage") else None
    return Formula(int(found[1]), int(found[2])) if found else None


def key_of(draft: Draft) -> tuple[object, ...]:
    """Give by what an operation without a number is known: its day and both counts."""
    return day_of(draft).earliest, day_of(draft).latest, *counts_of(draft)


def counts_of(draft: Draft) -> tuple[int | None, int | None]:
    """Give both counts of a row: of bodies for a transfer of remains, else of people."""
    ours, theirs = COUNTED[draft.said["format"] == "remains"]
    return draft.said.get(ours), draft.said.get(theirs)


def day_of(draft: Draft) -> UncertainDate:
    """Give the day of a row; every accepted row has one."""
    day: UncertainDate = draft.said["day"]
    return day


def earliest(day: UncertainDate) -> date:
    """Give the first day that may be meant."""
    return day.earliest or day.latest or date.min


def latest(day: UncertainDate) -> date:
    """Give the last day that may be meant."""
    return day.latest or day.earliest or date.min
