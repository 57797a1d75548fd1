"""A pasted list of names, looked up row by row; nothing of it is kept."""

import math
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import acting_user
from app.audit import rules as audit
from app.core import clock, csv, dates, xlsx
from app.core.i18n import label, locale_code
from app.core.i18n import lazy_ as _l
from app.names.deciding import Verdict
from app.names.folding import fold
from app.people import forms, queries
from app.people.models import Person
from app.people.search import asking, guessing, people
from app.people.search.lists import MOST, Line
from app.people.views.blueprint import bp
from app.people.views.found import SIGNS, Shown, laws, shown

#: Candidates who are shown of a row.
CANDIDATES = 4
#: Seconds after which a page shows who was looked up, and offers to go on with the rest.
PATIENCE = 2.0
HEADER = (
    _l("Line"),
    _l("In your list"),
    _l("Name as read"),
    _l("Birth as read"),
    _l("Answer"),
    _l("Number"),
    _l("Who it may be"),
    _l("Born"),
    _l("Custody status"),
    _l("Why it matches"),
    _l("Also possible"),
)
NUMERIC = {0}


@dataclass(frozen=True)
class Row:
    """A line of the list, and who is meant."""

    number: int
    pasted: str
    name: str
    born: str
    answer: Verdict
    candidates: Sequence[Shown]

    @property
    def best(self) -> Shown | None:
        """Give the likeliest."""
        return self.candidates[0] if self.candidates else None

    @property
    def others(self) -> Sequence[Shown]:
        """Give who else may be meant."""
        return self.candidates[1:]

    @property
    def guessed(self) -> dict[str, str]:
        """Give what an entry form would be filled in with."""
        return guessing.fields_of(self.pasted)


@bp.get("/people/check")
def new_check() -> ResponseReturnValue:
    return show_check(forms.CheckListForm())


@bp.post("/people/check")
def check_list() -> ResponseReturnValue:
    form = forms.CheckListForm()
    return show_check(form, rows_of(form, form.waiting, seconds=PATIENCE)) if form.submitted() else show_check(form)


def show_check(form: forms.CheckListForm, rows: Sequence[Row] = ()) -> ResponseReturnValue:
    """Show the form, and above it what was found; of a long list a part, and how far it is."""
    counted = Counter(row.answer for row in rows)
    before = len(form.pasted.lines) - len(form.waiting)
    page = render_template(
        "people/check.html",
        form=form,
        form_id="form",
        rows=rows,
        counts={answer: counted[answer] for answer in Verdict},
        pasted=form.pasted,
        first=before + 1,
        done=before + len(rows),
        most=MOST,
        signs=SIGNS,
    )
    return page, form.status


@bp.post("/people/check/csv")
def export_check() -> ResponseReturnValue:
    form = forms.CheckListForm()
    if not form.submitted():
        return show_check(form)
    cells = cells_of(rows_of(form, form.pasted.lines, file="csv"))
    separator = acting_user().separator.value
    chunks = csv.stream(header(), cells, separator=separator, tally=csv.Tally(), numeric=NUMERIC)
    return file_of(chunks, "csv", "text/csv; charset=utf-8")


@bp.post("/people/check/xlsx")
def export_check_workbook() -> ResponseReturnValue:
    form = forms.CheckListForm()
    if not form.submitted():
        return show_check(form)
    cells = cells_of(rows_of(form, form.pasted.lines, file="xlsx"))
    chunks = xlsx.stream(header(), cells, sheet="check", tally=csv.Tally(), numeric=NUMERIC)
    return file_of(chunks, "xlsx", xlsx.MEDIA_TYPE)


def file_of(chunks: Iterable[bytes], form: str, media_type: str) -> Response:
    """Send a file, named by its day and by nobody."""
    response = Response(list(chunks), content_type=media_type)
    name = f"obmin-internal-check-{clock.today().isoformat()}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def header() -> list[str]:
    """Give the heads of the file's columns."""
    return [str(title) for title in HEADER]


def cells_of(rows: Iterable[Row]) -> Iterator[list[str]]:
    """Give the rows of the file; of somebody who is not found, nobody stands beside them but in the last column."""
    for row in rows:
        meant = row.candidates[:1] if row.answer is not Verdict.UNKNOWN else ()
        beside = row.candidates[len(meant) :]
        yield [
            *(str(row.number), " / ".join(row.pasted.splitlines()), row.name, row.born, label(row.answer)),
            *(person_cells(meant[0]) if meant else [""] * 5),
            "; ".join(f"{one.ref} {one.name}" for one in beside),
        ]


def person_cells(person: Shown) -> list[str]:
    """Give the cells of somebody who is meant."""
    why = "; ".join(reason.words for reason in person.reasons)
    return [person.ref, person.name, person.born, person.status.striptags(), why]


def rows_of(form: forms.CheckListForm, lines: Sequence[Line], *, seconds: float = math.inf, **told: str) -> list[Row]:
    """Look people of a list up for so long, at least one, and note that somebody did; none of the words are kept."""
    found = found_within(seconds, lines)
    meant = [[hit for hit in one.hits if hit.score.bits >= 0][:CANDIDATES] for one in found]
    covering, shown_of = laws(), queries.shown_by_id({hit.person_id for hits in meant for hit in hits})
    rows = [
        Row(
            number=line.number,
            pasted=line.pasted,
            name=line.name,
            born=dates.show(line.born, locale_code()) if line.born else "",
            answer=one.verdict,
            candidates=[shown(shown_of[hit.person_id], hit.score, covering) for hit in hits],
        )
        for line, one, hits in zip(lines, found, meant, strict=False)
    ]
    note_check(form, rows, told)
    return rows


def found_within(seconds: float, lines: Sequence[Line]) -> list[people.Checked]:
    """Look people up, one after the other, until the time is over."""
    today, until = clock.today(), time.monotonic() + seconds
    found: list[people.Checked] = []
    for one in people.check(asking.understand(line.name, born=line.born, today=today) for line in lines):
        found.append(one)
        if time.monotonic() >= until:
            break
    return found


def note_check(form: forms.CheckListForm, rows: Sequence[Row], told: Mapping[str, str]) -> None:
    """Note that somebody looked a list up: its digest, how long it was and how much was found."""
    counted = Counter(row.answer.value for row in rows)
    details = {"words": audit.fingerprint(fold(form.names.data)), "count": len(rows), **counted, **told}
    audit.look("check list", actor=acting_user(), subject_type=Person.__tablename__, details=details)
