"""The filter form's newer boxes: what each asks for, what is not for every role, and what chips say."""

import re
from html import unescape
from types import SimpleNamespace

import pytest

from app.accounts.models import Role
from app.core import clock
from app.people.forms.listing import STALE, UNCONFIRMED, FilterForm, arguments_of
from app.people.models import CustodyStatus
from tests.conftest import SignIn
from tests.harness.client import Client

CHIP = re.compile(r'<a class="chip" href="[^"]+">\s*([^<]+?)\s*<')


def chips(client: Client, query: str) -> list[str]:
    return [unescape(text) for text in CHIP.findall(client.get(f"/people?{query}").text)]


@pytest.mark.parametrize(
    ("query", "chip"),
    [
        ("legal=sentenced", "Legal situation: sentenced"),
        ("ending=death", "Reported, not confirmed: death: not confirmed"),
        ("mixed=y", "mixes alphabets in a name"),
        ("unlikely=y", "order of events is unlikely"),
        ("stale=y", "no news for 180 days"),
        ("unconfirmed=y", "presumed captive for 90 days"),
        ("watched=y", "on my watch list"),
        ("mine=y", "entered by me"),
        ("changed_from=16.05.2022", "Entered or changed since: 16 May 2022"),
    ],
)
def test_a_part_of_the_filter_is_said_in_a_chip(sign_in: SignIn, query: str, chip: str) -> None:
    client = sign_in()
    assert chips(client, query) == [chip]
    assert '<details class="more" open>' in client.get(f"/people?{query}").text or query.startswith("legal")


def test_a_source_is_named_by_its_number_alone(sign_in: SignIn, factories: SimpleNamespace) -> None:
    source = factories.source(name="Свідок Вигаданий")
    client = sign_in()
    assert chips(client, f"source={source.id}") == [f"Named by the source: № {source.id}"]
    assert f'<input type="hidden" name="source" value="{source.id}">' in client.get(f"/people?source={source.id}").text


def test_ages_are_counted_from_today(sign_in: SignIn) -> None:
    chosen = FilterForm(arguments_of("stale=y&unconfirmed=y"), reader=sign_in().user).chosen()
    assert chosen.silent_since == clock.today() - STALE
    assert chosen.presumed_since == clock.today() - UNCONFIRMED


@pytest.mark.parametrize(("role", "is_offered"), [(Role.ANALYST, True), (Role.VIEWER, False)])
def test_who_is_due_a_report_on_health_is_for_those_who_see_health(
    sign_in: SignIn, factories: SimpleNamespace, role: Role, *, is_offered: bool
) -> None:
    factories.person(health_due_on=clock.today(), custody_status=CustodyStatus.IN_CAPTIVITY)
    factories.person(custody_status=CustodyStatus.MISSING)
    client = sign_in(role)
    assert ('name="overdue"' in client.get("/people?more=y").text) is is_offered
    page = client.get("/people?overdue=y").text
    assert ("not for your role" in page) is not is_offered
    assert ("1–1 of 1" in page) is is_offered


def test_counts_beside_the_values_keep_to_the_place(sign_in: SignIn, factories: SimpleNamespace) -> None:
    place = factories.place()
    factories.person(side="ukr", place=place)
    factories.person(side="ukr")
    client = sign_in()
    counted = [
        re.findall(r"[0-9]+", client.get(f"/people/facets?{query}").text.partition("ukr")[2].partition("</label>")[0])
        for query in ("", f"place={place.id}")
    ]
    assert [counts[-1] for counts in counted] == ["2", "1"]


def test_nobody_in_particular_watches_nobody() -> None:
    form = FilterForm(arguments_of("watched=y&mine=y&overdue=y"))
    form.chosen()
    assert set(form.errors) == {"watched", "mine", "overdue"}
