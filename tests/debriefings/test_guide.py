"""The guide's tables say what the code derives."""

import re
from pathlib import Path

import pytest

from app.custody.effects import CONFIRM_ENDINGS, CONFIRMS, CREDIBLE, INDEPENDENT_SOURCES
from app.debriefings.models import How
from app.debriefings.rules import CREDIBILITY
from app.people.models import Confirmation
from app.sources.models import SourceKind

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "sources-and-confidence.md").read_text(encoding="utf-8")
TABLE = GUIDE.partition("## What a word is enough for")[2].partition("\n\nAn ending")[0]
ROWS = {
    kind: cells
    for line in TABLE.splitlines()
    if line.startswith("|")
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
    for kind in cells[0].split(", ")
}
NAMES = {
    SourceKind.FAMILY: "family",
    SourceKind.WITNESS: "witness",
    SourceKind.OPEN_SOURCE: "open source",
    SourceKind.RELEASED_PRISONER: "released prisoner",
    SourceKind.DETAINING_POWER: "detaining power",
    SourceKind.ICRC: "ICRC",
    SourceKind.OFFICIAL_BODY: "official body",
    SourceKind.FORENSIC: "forensic examination",
    SourceKind.OWN_OFFICE: "own office",
}
LEVELS = {
    Confirmation.FAMILY_OR_WITNESS: "family or witness",
    Confirmation.OPEN_SOURCE: "open source",
    Confirmation.RELEASED_PRISONER: "released prisoner",
    Confirmation.DETAINING_POWER: "detaining power",
    Confirmation.ICRC: "ICRC",
    Confirmation.IN_PERSON: "seen in person",
}


@pytest.mark.parametrize("kind", SourceKind)
def test_what_a_word_is_enough_for(kind: SourceKind) -> None:
    _who, confirmed, captivity, ending = ROWS[NAMES[kind]]
    assert confirmed == LEVELS[CONFIRMS[kind]]
    assert captivity.startswith("yes") is (CONFIRMS[kind].rank >= Confirmation.DETAINING_POWER.rank)
    assert (ending == "yes") is (kind in CONFIRM_ENDINGS)


def test_how_many_weaker_words_confirm_an_ending() -> None:
    assert (INDEPENDENT_SOURCES, CREDIBLE) == (2, 2)
    assert "Two independent sources of credibility 1 or 2" in GUIDE


def test_how_far_a_row_is_believed() -> None:
    figures = re.search(r"(\d) for a shared cell, (\d) for who was seen,\s+(\d) for hearsay", GUIDE)
    assert figures
    assert [int(figure) for figure in figures.groups()] == [CREDIBILITY[how] for how in How]
