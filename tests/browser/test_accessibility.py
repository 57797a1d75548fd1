"""Every page, in both themes, at a desk and on a telephone: axe finds nothing, and nothing scrolls sideways."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Site

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

PAGES = {
    "analyst": (
        "/",
        "/changes",
        "/people",
        "/people?status=in_captivity&side=ukr&captured_from=03.2022",
        "/people?more=y",
        "/people?text=nobodyiscalledthis",
        "/search",
        "/search?text=Мирослав+1995",
        "/search?text=nobodyiscalledthis",
        "/people/check",
        "/people?select=y",
        "/people/many/tag?p={ref}",
        "/people/many/untag?p={ref}",
        "/people/many/event?p={ref}&p={conflict}",
        "/people/views",
        "/people/views/new?side=ukr",
        "/people/views/1/edit",
        "/people/columns",
        "/people/new",
        "/people/{ref}",
        "/people/{ref}/edit",
        "/people/{ref}/statements/new",
        "/people/{ref}/history",
        "/people/{ref}/events/new",
        "/people/{ref}/identifiers/new",
        "/people/{ref}/cohorts",
        "/people/{kin}/relatives",
        "/people/{kin}/relatives/new",
        "/people/{kin}/relatives/1/correct",
        "/people/{ill}/health",
        "/people/{ill}/health/new",
        "/people/{kin}/consents",
        "/people/{kin}/family",
        "/people/{conflict}/prefer/born",
        "/sources",
        "/sources/new",
        "/sources/1",
        "/sources/1/edit",
        "/sources/1/attachments/new",
        "/debriefings",
        "/debriefings/new",
        "/debriefings/1",
        "/debriefings/unidentified",
        "/debriefings/rows/1",
        "/debriefings/rows/2",
        "/matching",
        "/matching?state=all",
        "/matching?state=same&contradicted=y",
        "/matching/{pair}",
        "/matching/judgements/3/revoke",
        "/people/{ref}/judgements",
        "/operations",
        "/operations?kind=remains&year=1999",
        "/operations/new",
        "/operations/E-2034-05-20",
        "/operations/E-2034-05-20/edit",
        "/operations/E-2034-05-20/days/new",
        "/operations/E-2034-05-20/claims/new",
        "/operations/E-2034-05-20/entries",
        "/operations/E-2034-05-20/entries/new",
        "/operations/E-2034-05-20/entries/new/{ref}",
        "/operations/E-2034-05-20/entries/step?deed=agree&entry=1",
        "/entries/1",
        "/places",
        "/places/{place}",
        "/places/new",
        "/places/1/edit",
        "/cohorts",
        "/reports",
        "/reports/register",
        "/reports/standing",
        "/reports/cohorts",
        "/reports/months",
        "/reports/durations",
        "/settings",
        "/password",
        "/no-such-page",
    ),
    "supervisor": (
        "/operations/E-2034-05-20/to/cancelled",
        "/claims/1/retract",
        "/cohorts/new",
        "/cohorts/1/edit",
        "/events/1/retract",
        "/events/1/correct",
        "/statements/1/retract",
        "/sources/1/grade",
        "/people/{ill}/health/1/retract",
        "/witnesses/W-1",
        "/witnesses/W-1/correct",
        "/attachments/1/retract",
        "/people/{ref}/merge",
        "/people/{ref}/merge/{conflict}",
        "/mergers/{merger}/separate",
    ),
    "auditor": (
        "/ledger",
        "/ledger?show=looks",
        "/ledger?action=state&since=2020",
    ),
    "administrator": ("/", "/users", "/users/new", "/users/1", "/confirm"),
}

#: Files, a fragment of a page, and an answer for machines.
NOT_PAGES = {
    "desk.export_ledger",
    "static",
    "core.echo_date",
    "debriefings.offer_people",
    "sources.download_attachment",
    "core.health",
    "reports.export_report",
    "people.list_facets",
    "people.list_more_filters",
    "reports.export_workbook",
}


def sideways(page: Page) -> int:
    """Give how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def findings(page: Page) -> list[str]:
    """Name what axe finds on a page, and where."""
    violations = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['target']}" for one in violations for node in one["nodes"]]


def examples_on(site: Site) -> dict[str, object]:
    """Give what stands in the addresses of the pages."""
    return {
        "ref": site.first_ref(),
        "conflict": site.conflict_ref(),
        "place": site.place_id(),
        "pair": site.judged_pair(),
        "merger": site.merger_id(),
        **site.guarded_refs(),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("username", PAGES)
def test_every_page_is_accessible(
    username: str, size: dict[str, int], scheme: str, sign_in: Callable[..., Page], site: Site
) -> None:
    page, examples = sign_in(username, size=size, scheme=scheme), examples_on(site)
    found = {}
    for path in PAGES[username]:
        page.goto(path.format(**examples))
        found[path] = (findings(page), sideways(page))
    assert {path: faults for path, faults in found.items() if faults != ([], 0)} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sign_in_page_is_accessible(scheme: str, open_page: Callable[..., Page]) -> None:
    page = open_page(scheme=scheme)
    page.goto("/sign-in")
    assert (findings(page), sideways(page)) == ([], 0)


def test_no_page_is_left_out(site: Site) -> None:
    addresses = site.application.url_map.bind("localhost")
    examples = examples_on(site)
    filled = [path.split("?")[0].format(**examples) for paths in PAGES.values() for path in paths]
    walked = {addresses.match(path)[0] for path in filled if addresses.test(path)} | {"accounts.show_sign_in"}
    pages = {rule.endpoint for rule in site.application.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - walked == NOT_PAGES
