"""Every string of the corpus in every field of every form, as the pages themselves show their forms."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from urllib.parse import unquote_to_bytes

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.models import Role
from app.accounts.permissions import MATRIX, PUBLIC, roles_for
from app.core.db import Base, db
from app.core.encoding import FORM, MULTIPART
from app.core.forms import fresh_key
from app.sources.models import Source
from tests.accounts.test_matrix import SAMPLES
from tests.harness.client import Client
from tests.harness.pages import Control, PageForm, posting, read
from tests.input.corpus import BROKEN, CORPUS, REFUSED, STRINGS, kept_as

SignIn = Callable[..., Client]

#: Pages that end a session or hash a password at each sending; a few strings are enough there.
DEAR = {"/sign-out", "/sign-in", "/password", "/confirm"}
#: How often each form is sent: each time, each field has a string of its own.
SENDINGS = 15
#: What a page sends by itself.
OWN = {"csrf_token", "submission", "version"}
TYPED = {"text", "search", "textarea", "password", "hidden", "number", "date", "email", "url", "tel", "file"}


@dataclass
class Target:
    """A form of a page: who may send it, where to, and what it holds."""

    role: Role
    page: str
    address: str
    form: PageForm

    @property
    def fields(self) -> list[Control]:
        """The fields that can be filled in, one of each name."""
        named = {one.name: one for one in self.form.controls if one.name and one.kind not in {"submit", "button"}}
        return [one for name, one in named.items() if name not in OWN]

    def answers(self, number: int, *, only_typed: bool) -> dict[str, object]:
        """Fill every field with a string of its own; `only_typed` leaves choices and dates as they were."""
        filled: dict[str, object] = {
            name: values for name, values in self.form.answers().items() if name not in {"version", "csrf_token"}
        }
        for place, field in enumerate(self.fields):
            is_typed = field.kind in TYPED and "hx-get" not in field.attributes
            if is_typed or not only_typed:
                filled[field.name] = STRINGS[(number + place * 7) % len(STRINGS)]
        return {**filled, "submission": fresh_key()}


def role_for(endpoint: str) -> Role:
    roles = roles_for(endpoint)
    return next(role for role in (Role.SUPERVISOR, Role.ADMINISTRATOR, *Role) if role in roles)


def pages(app: Flask, factories: SimpleNamespace) -> Iterator[tuple[Role, str]]:
    """Every page that is read, with somebody who may."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static" and MATRIX[rule.endpoint] != PUBLIC:
            values = {argument: SAMPLES[argument](factories) for argument in rule.arguments}
            yield role_for(rule.endpoint), adapter.build(rule.endpoint, values, "GET")


class Walk:
    """Reads every page and finds the forms on it."""

    def __init__(self, app: Flask, sign_in: SignIn, factories: SimpleNamespace, session: Session) -> None:
        self.read = list(pages(app, factories))
        session.commit()
        self.browsers = {role: sign_in(role) for role in Role}

    def page(self, role: Role, address: str) -> TestResponse:
        return self.browsers[role].get(address)

    def targets(self) -> list[Target]:
        """Each form once, by where it is sent."""
        found: dict[str, Target] = {}
        for role, page in self.read:
            answer = self.page(role, page)
            for form in posting(answer.text if answer.mimetype == "text/html" else ""):
                address = form.attributes.get("action") or page
                found.setdefault(address, Target(role, page, address, form))
        return list(found.values())

    def send(self, target: Target, answers: dict[str, object]) -> TestResponse:
        return self.browsers[target.role].post(target.address, data=answers)


@pytest.fixture
def walk(app: Flask, sign_in: SignIn, factories: SimpleNamespace, session: Session) -> Walk:
    return Walk(app, sign_in, factories, session)


def faults(answer: TestResponse) -> list[str]:
    """What is wrong with an answer: it failed, it shows a trace, or something that was typed came alive in it."""
    found = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
    if answer.mimetype not in {"text/html", "text/plain", "text/csv"}:
        return found
    if "Traceback" in answer.text or "sqlalchemy" in answer.text.lower():
        found.append("a trace")
    if answer.mimetype == "text/html":
        found += [
            f"alive: {tag} {attributes}" for tag, attributes in read(answer.text).elements if is_alive(tag, attributes)
        ]
    return found


def is_alive(tag: str, attributes: dict[str, str | None]) -> bool:
    """Tell an element that no template of ours makes."""
    is_foreign = tag in {"script", "iframe", "base", "object", "embed", "style"} and not (
        attributes.get("src") or ""
    ).startswith("/static/")
    handlers = [name for name in attributes if name.startswith("on") or "probe" in name]
    targets = [attributes.get(name) or "" for name in ("href", "src", "action", "formaction")]
    leads_out = any(target.strip().lower().startswith(("javascript:", "data:", "http", "//")) for target in targets)
    return is_foreign or "probe" in tag or bool(handlers) or leads_out


def is_told(answer: TestResponse) -> bool:
    """Whether a refusal says what it refuses."""
    return (
        answer.status_code < 400
        or 'class="error-summary"' in answer.text
        or 'class="message"' in answer.text
        or "<h1>" in answer.text
    )


@pytest.mark.parametrize("only_typed", [False, True])
def test_what_is_typed_fails_nowhere_and_comes_alive_nowhere(walk: Walk, only_typed: bool) -> None:  # noqa: FBT001
    wrong: dict[str, object] = {}
    targets = walk.targets()
    assert len(targets) > 20
    for start, target in enumerate(targets):
        # Each form takes another slice of the corpus, and each of its fields another string of it.
        sendings = 2 if target.address in DEAR else SENDINGS
        for number in range(sendings):
            answers = target.answers(start * 41 + number * 19, only_typed=only_typed)
            answer = walk.send(target, answers)
            if found := faults(answer) or ([] if is_told(answer) else ["not told"]):
                wrong[f"{target.address} {number}"] = (answers, found)
    assert wrong == {}
    assert broken_pages(walk) == {}


def broken_pages(walk: Walk) -> dict[str, object]:
    """The pages that no longer work after all that was saved, and the exports that can no longer be read."""
    answers = {page: walk.page(role, page) for role, page in walk.read}
    wrong: dict[str, object] = {page: found for page, answer in answers.items() if (found := faults(answer))}
    for page, answer in answers.items():
        if answer.mimetype == "text/csv":
            rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")), delimiter=";"))
            if len({len(row) for row in rows}) != 1:
                wrong[page] = "rows of different length"
    return wrong


def test_no_column_is_written_that_no_field_names(walk: Walk) -> None:
    """Mass assignment: every column of every table is sent to every form, and none of them moves."""
    columns = {column.name: "1" for table in Base.metadata.tables.values() for column in table.columns}
    watched = ("people", "users", "sources", "places", "cohorts", "person_statements", "custody_events")
    fixed = (
        "id",
        "created_at",
        "created_by_id",
        "recorded_by_id",
        "merged_into_id",
        "version",
        "password_hash",
        "username",
    )
    wrong = {}
    for target in walk.targets():
        if target.address in DEAR or target.address.endswith("/password"):
            continue  # whose purpose is a new password
        before = stored(watched, fixed)
        own = {control.name for control in target.form.controls}
        walk.send(
            target, {**{name: value for name, value in columns.items() if name not in own}, **target.form.answers()}
        )
        after = stored(watched, fixed)
        if changed := {key for key in before if key in after and before[key] != after[key]}:
            wrong[target.address] = changed
    assert wrong == {}


def stored(tables: Iterable[str], columns: Iterable[str]) -> dict[tuple[str, int], tuple[object, ...]]:
    """What stands in the columns that no form writes, by table and row; a version is bumped by whatever is saved."""
    db.session.expire_all()
    found = {}
    for name in tables:
        table = Base.metadata.tables[name]
        kept = [table.c[column] for column in columns if column in table.c and column != "version"]
        for row in db.session.execute(sa.select(table.c.id, *kept)):
            found[name, row.id] = tuple(row)
    return found


@pytest.mark.parametrize("piece", BROKEN)
def test_bytes_that_are_no_text_are_refused(sign_in: SignIn, piece: str) -> None:
    client = sign_in(Role.ANALYST)
    raw = unquote_to_bytes(piece)
    part = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n' + raw + b"\r\n--x--\r\n"
    answers = [
        client.get(f"/people?text={piece}"),
        client.get(f"/people?{piece}=1"),
        client.get(f"/places/{piece}/edit"),
        client.post("/sources/new", data=f"name={piece}", content_type=FORM),
        client.post("/sources/new", data=b"name=" + raw, content_type=FORM),
        client.post("/sources/new", data=f"{piece}=1", content_type=FORM),
        client.post("/sources/new", data=part, content_type=f"{MULTIPART}; boundary=x"),
    ]
    assert [answer.status_code for answer in answers] == [400] * 7


@pytest.mark.parametrize("kind", REFUSED)
def test_what_no_record_holds_is_refused_and_shown_again(sign_in: SignIn, kind: str) -> None:
    client = sign_in(Role.ANALYST)
    for typed in CORPUS[kind]:
        answer = client.post("/sources/new", data={"name": typed, "kind": "icrc", "reliability": "A"})
        assert (answer.status_code, "Type it again." in answer.text) == (422, True), repr(typed)


def test_what_nobody_sees_is_nothing(sign_in: SignIn) -> None:
    client = sign_in(Role.ANALYST)
    for typed in CORPUS["unseen alone"]:
        assert client.post("/sources/new", data={"name": typed, "kind": "icrc"}).status_code == 422, repr(typed)


def test_what_people_are_called_is_kept(sign_in: SignIn) -> None:
    client = sign_in(Role.ANALYST)
    names = list(dict.fromkeys(map(kept_as, CORPUS["kept"])))
    for name in names:
        client.post("/sources/new", data={"name": name, "kind": "icrc", "reliability": "A"})
    assert set(names) <= set(db.session.scalars(sa.select(Source.name)))


def test_an_address_that_holds_anything_gives_a_page(walk: Walk) -> None:
    wrong = {}
    names = (
        "text",
        "q",
        "page",
        "before",
        "after",
        "first",
        "size",
        "sort",
        "place_id",
        "category_id",
        "born",
        "lang",
        "draft",
        "field",
    )
    for start, (role, page) in enumerate(walk.read):
        for number in range(3):
            asked = {
                name: STRINGS[(start * 31 + number * 97 + place * 13) % len(STRINGS)][:2000]
                for place, name in enumerate(names)
            }
            answer = walk.browsers[role].get(page, query_string=[*asked.items(), ("text", "twice"), ("page", "2")])
            if found := faults(answer):
                wrong[f"{page} {number}"] = (asked, found)
    assert wrong == {}


@pytest.mark.parametrize("page", ["/people", "/places", "/sources"])
def test_a_search_takes_sql_for_words(sign_in: SignIn, factories: SimpleNamespace, page: str) -> None:
    """No boolean differences: a condition that is true and one that is false find the same, which is nothing."""
    factories.person_statement(surname="Шевчук")
    factories.place(name="СІЗО")
    factories.source(name="Список")
    client = sign_in(Role.ANALYST)
    true, false = ("' OR '1'='1", "' AND '1'='2")
    pages = [client.get(page, query_string={"text": words}).text.replace(words, "") for words in (true, false)]
    found = [[name in text for name in ("Шевчук", "СІЗО", "Список")] for text in pages]
    assert found[0] == found[1]
    assert found[0].count(True) <= 1  # a place stands among the filters of people


@pytest.mark.parametrize(("surname", "is_warned"), [("Шевчeнко", True), ("Шевченко", False)])
def test_a_name_that_mixes_alphabets_is_saved_with_a_warning(
    sign_in: SignIn,
    factories: SimpleNamespace,
    surname: str,
    is_warned: bool,  # noqa: FBT001
) -> None:
    client = sign_in(Role.ANALYST)
    word = {"source_id": str(factories.source().id), "credibility": "2"}
    answer = client.post("/people/new", data={"surname": surname, **word})
    assert answer.status_code == 303
    assert ("are mixed in" in client.get("/settings").text) is is_warned
