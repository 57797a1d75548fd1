"""What the pages of the search show of somebody: prepared for a whole page, as the cells of the list are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from app.core import dates
from app.core.i18n import _, locale_code
from app.names.deciding import CERTAIN, LIKELY
from app.names.scoring import Born, Reason, Score
from app.people import labels, queries
from app.people.models import Law
from app.people.refs import ref_of
from app.people.views.cells import badge

#: How a reason is marked for the eye, where its words say the same.
SIGNS = {"same": "=", "similar": "≈", "differs": "×", "open": "–"}


@dataclass(frozen=True)
class Why:
    """One reason in words, and its sign."""

    sign: str
    words: str


@dataclass(frozen=True)
class Shown:
    """Somebody who was found, as a page shows them."""

    ref: str
    name: str
    born: str
    status: Markup
    match: str
    reasons: tuple[Why, ...]


def laws() -> Mapping[int | None, Law]:
    """Give the law of each category, by which a custody status is worded."""
    return {None: Law.EITHER} | {category.id: category.law for category in queries.list_categories()}


def shown(person: Any, score: Score | None, laws: Mapping[int | None, Law]) -> Shown:  # noqa: ANN401 - a person, or a row
    """Prepare somebody; without a score a number led to them."""
    locale = locale_code()
    status = badge(locale, "custody", person.custody_status, laws[person.category_id])
    if person.reported is not None:
        status = status + Markup(" ") + badge(locale, "reported", person.reported)
    return Shown(
        ref=ref_of(person.id),
        name=person.name or ref_of(person.id),
        born=dates.show(person.born, locale) if person.born else "",
        status=status,
        match=match_of(score),
        reasons=tuple(whys(score)) if score else (),
    )


def born_words(born: Born) -> str:
    """Show a birth as it was understood."""
    return dates.show(dates.parse_edtf(edtf_of(*born)), locale_code())


def edtf_of(first: date, last: date) -> str:
    """Write the days between which somebody was born as briefly as they can be.

    >>> edtf_of(date(1987, 1, 1), date(1987, 12, 31)), edtf_of(date(1987, 3, 12), date(1987, 3, 12))
    ('1987', '1987-03-12')
    """
    is_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    ends = (str(first.year), str(last.year)) if is_years else (first.isoformat(), last.isoformat())
    return "/".join(dict.fromkeys(ends))


def match_of(score: Score | None) -> str:
    """Say how well somebody fits."""
    if score is None:
        return _("by number")
    if score.bits >= CERTAIN:
        return _("very likely")
    return _("likely") if score.bits >= LIKELY else _("possible")


def whys(score: Score) -> Iterator[Why]:
    """Say the reasons of a score."""
    return (Why(sign_of(reason), labels.reason_words(reason)) for reason in score.reasons)


def sign_of(reason: Reason) -> str:
    """Choose the sign of a reason."""
    if reason.code == "word_unmatched":
        return "open"
    if reason.bits < 0:
        return "differs"
    return "same" if reason.code.endswith("_same") else "similar"
