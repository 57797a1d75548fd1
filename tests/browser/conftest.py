"""A real browser and a real server: the demo's people on each kind of database, pages served by waitress."""

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask, current_app
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from sqlalchemy import ColumnElement, select
from waitress.server import create_server

from app.accounts import queries as users
from app.compartments.models import HealthObservation, Relative
from app.core import clock
from app.core.dates import parse_edtf
from app.core.db import db
from app.core.filestore import FileStore
from app.debriefings import rules as debriefings
from app.debriefings.models import How
from app.demo import rules as demo
from app.exchanges import queries as exchanges
from app.exchanges.models import Direction
from app.exchanges.rules import claims, entries, operations
from app.matching import rules as matching
from app.matching.models import Judgement, Merger
from app.people import rules as people
from app.people.models import CustodyStatus, Person
from app.sources import rules as sources
from app.sources.models import AttachmentKind
from app.sources.queries import get_source
from tests.core import pictures
from tests.harness.databases import KINDS, Databases, application_on

#: Debian's; the driver's own download of a browser is out of reach on a closed network.
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PEOPLE = 60
#: Milliseconds; a page that takes longer has failed, on a slow and busy machine, too. What is expected of one waits so.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

#: `photograph(page, "home")` gives the picture's file.
Photograph = Callable[[Page, str], Path]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SCREENSHOTS = Path(__file__).parents[2] / "docs" / "screenshots"


@dataclass(frozen=True)
class Site:
    """A served demo: its address, and the password of each demo user."""

    address: str
    passwords: dict[str, str]
    application: Flask

    def first_ref(self) -> str:
        """Give the number of a person with a full history."""
        return self.ref_where(Person.custody_status == CustodyStatus.EXCHANGED)

    def held_ref(self) -> str:
        """Give the number of somebody on the side of Ukraine who is surely held."""
        return self.ref_where((Person.custody_status == CustodyStatus.IN_CAPTIVITY) & (Person.side_id == 1))

    def conflict_ref(self) -> str:
        """Give the number of a person about whose birth sources contradict each other."""
        return self.ref_where(Person.has_conflict.is_(True))

    def guarded_refs(self) -> dict[str, str]:
        """Give the numbers of those of whom the first relative and the first health report are recorded."""
        with self.application.app_context():
            facts = {"kin": db.session.get_one(Relative, 1), "ill": db.session.get_one(HealthObservation, 1)}
            return {name: fact.person.ref for name, fact in facts.items()}

    def merger_id(self) -> int:
        """Give the number of a merger that holds, made of two new records where there is none."""
        holds = select(Merger.id).where(Merger.undone_at.is_(None)).order_by(Merger.id)
        with self.application.app_context():
            return db.session.scalars(holds).first() or merge_two()

    def judged_pair(self) -> str:
        """Give the address of the pair that was judged first in the demo."""
        with self.application.app_context():
            judgement = db.session.scalars(select(Judgement).order_by(Judgement.id)).first()
            return f"{judgement.one.ref}/{judgement.other.ref}"

    def place_id(self) -> int:
        """Give the number of a place where somebody is believed to be."""
        with self.application.app_context():
            return db.session.scalars(select(Person.place_id).where(Person.place_id.is_not(None))).first() or 0

    def ref_where(self, condition: ColumnElement[bool]) -> str:
        """Give the number of the first person for whom something holds."""
        with self.application.app_context():
            return db.session.scalars(select(Person).where(condition).order_by(Person.id)).first().ref


def enter_two() -> list[Person]:
    """Enter one person twice, on the words of two sources, as two colleagues would."""
    said = {"surname": "Дворазний", "given_name": "Хома", "side_id": 1}
    values = [{**said, "rank": "солдат"}, {**said, "rank": "сержант"}]
    sayings = [people.Saying(get_source(number), 2, one) for number, one in enumerate(values, 1)]
    return [people.register(saying, actor=users.get_user("analyst"), now=clock.now()) for saying in sayings]


def merge_two() -> int:
    """Merge two records that are nobody else's example, and let somebody add to them."""
    actor, (kept, other) = users.get_user("supervisor"), enter_two()
    merger = matching.merge(other, kept, reason="одна особа за паспортом", actor=actor, now=clock.now())
    people.state(kept, people.Saying(get_source(1), 2, {"unit": "1 бригада"}), actor=actor, now=clock.now())
    db.session.commit()
    return merger.id


def list_somebody() -> None:
    """Plan an operation with a day and a published claim, and put somebody on its list who was asked for."""
    actor, now = users.get_user("supervisor"), clock.now()
    terms = operations.Terms(exchanges.list_formats()[0], to_us=5, to_them=5, planned=parse_edtf("2034-05-20"))
    operation = operations.plan(terms, actor=actor, now=now)
    operations.add_stage(operation, parse_edtf("2034-05-20"), actor=actor, now=now)
    claims.add_claim(operation, claims.Published(get_source(1), {"ukr_returned": 5}), actor=actor, now=now)
    word = entries.Word(reason="вигадане рішення")
    place = entries.Place(operation, Direction.TO_US)
    entry = entries.propose(db.session.get_one(Person, 2), place, word, actor=actor, now=now)
    entries.request([entry], word, actor=actor, now=now)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the pictures of the README and the guide be taken anew: ./dev test-ui --keep-screenshots."""
    parser.addoption("--keep-screenshots", action="store_true", help="write the pictures to docs/screenshots")


@pytest.fixture
def photograph(request: pytest.FixtureRequest, tmp_path: Path) -> Photograph:
    """Give a function that takes a picture of a page, for the documents where that was asked for."""
    folder = SCREENSHOTS if request.config.getoption("--keep-screenshots") else tmp_path

    def take(page: Page, name: str) -> Path:
        path = folder / f"{name}.png"
        page.screenshot(path=path)
        return path

    return take


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session", params=KINDS)
def site(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with databases.migrated(request.param) as url, application_on(url) as application:
        settings = application.extensions["settings"]
        folder = tmp_path_factory.mktemp("attachments")
        application.extensions["settings"] = settings.model_copy(update={"attachments_folder": folder})
        application.config["WTF_CSRF_ENABLED"] = True
        with application.app_context():
            sign_ins = demo.renew_sign_ins(now=clock.now())
            db.session.flush()
            demo.seed(actor=users.get_user("analyst"), now=clock.now(), count=PEOPLE)
            tell()
            list_somebody()
            db.session.commit()
        with served(application) as address:
            yield Site(address, {one.username: one.password for one in sign_ins}, application)


def tell() -> None:
    """Let a witness tell of two people, one of whom is known, and keep a file with the first source."""
    actor, now = users.get_user("analyst"), clock.now()
    sheet = debriefings.open_debriefing(name="Хома Вигаданюк", actor=actor, now=now)
    rows = [
        debriefings.take_down(sheet, debriefings.Words(who=who, how=How.SAW), actor=actor, now=now)
        for who in ("Вигаданий", "лисий з Одеси")
    ]
    debriefings.identify(rows[0], db.session.get_one(Person, 1), actor=actor, now=now)
    settings = current_app.extensions["settings"]
    sources.attach(
        get_source(1),
        io.BytesIO(pictures.pdf()),
        store=FileStore(settings.attachments_folder),
        limit=settings.max_attachment_bytes,
        kind=AttachmentKind.LETTER,
        title="Вигаданий лист",
        actor=actor,
        now=now,
    )


@contextmanager
def served(application: Flask) -> Iterator[str]:
    """Serve an application on a free port of this machine."""
    server = create_server(application, host="127.0.0.1", port=0, threads=4, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Give a function that opens a page in a browser of its own; a message on its console fails the test."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def enter(size: dict[str, int] = DESK, scheme: str = "light", **options: object) -> Page:
        context = browser.new_context(
            base_url=site.address, viewport=size, color_scheme=scheme, locale="uk-UA", **options
        )
        opened.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield enter
    for context in opened:
        context.close()
    assert complaints == []


def is_complaint(message: ConsoleMessage) -> bool:
    """Tell a fault of the page from the browser's note that a page was meant to answer 401, 404, 409 or 422."""
    return message.type == "error" and not any(status in message.text for status in ("401", "404", "409", "422"))


@pytest.fixture
def sign_in(open_page: Callable[..., Page], site: Site) -> Callable[..., Page]:
    """Give a function that signs a demo user in by the form, as a person would."""

    def enter(username: str = "analyst", **options: object) -> Page:
        page = open_page(**options)
        page.goto("/sign-in")
        page.locator("#username").fill(username)
        page.locator("#password").fill(site.passwords[username])
        page.locator("#password").press("Enter")
        page.wait_for_url(lambda address: not address.endswith("/sign-in"))
        return page

    return enter
