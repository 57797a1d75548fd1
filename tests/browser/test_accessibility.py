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
        "/people",
        "/people?status=in_captivity&side=ukr&captured_from=03.2022",
        "/people?text=nobodyiscalledthis",
        "/people/new",
        "/people/{ref}",
        "/people/{ref}/edit",
        "/people/{ref}/history",
        "/people/{ref}/events/new",
        "/people/{ref}/identifiers/new",
        "/people/{ref}/cohorts",
        "/people/{conflict}/prefer/born",
        "/sources",
        "/sources/new",
        "/sources/1/edit",
        "/places",
        "/places/new",
        "/places/1/edit",
        "/cohorts",
        "/reports",
        "/reports/register",
        "/reports/standing",
        "/reports/cohorts",
        "/reports/months",
        "/settings",
        "/password",
        "/no-such-page",
    ),
    "supervisor": ("/cohorts/new", "/cohorts/1/edit", "/events/1/retract", "/statements/1/retract", "/sources/1/grade"),
    "auditor": ("/ledger",),
    "administrator": ("/",),
}

#: Files, a fragment of a page, and an answer for machines.
NOT_PAGES = {"static", "core.echo_date", "core.health", "reports.export_report"}


def sideways(page: Page) -> int:
    """Give how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def findings(page: Page) -> list[str]:
    """Name what axe finds on a page, and where."""
    violations = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['target']}" for one in violations for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("username", PAGES)
def test_every_page_is_accessible(
    username: str, size: dict[str, int], scheme: str, sign_in: Callable[..., Page], site: Site
) -> None:
    page = sign_in(username, size=size, scheme=scheme)
    found = {}
    for path in PAGES[username]:
        page.goto(path.format(ref=site.first_ref(), conflict=site.conflict_ref()))
        found[path] = (findings(page), sideways(page))
    assert {path: faults for path, faults in found.items() if faults != ([], 0)} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sign_in_page_is_accessible(scheme: str, open_page: Callable[..., Page]) -> None:
    page = open_page(scheme=scheme)
    page.goto("/sign-in")
    assert (findings(page), sideways(page)) == ([], 0)


def test_no_page_is_left_out(site: Site) -> None:
    addresses = site.application.url_map.bind("localhost")
    filled = [path.split("?")[0].format(ref="P-1", conflict="P-1") for paths in PAGES.values() for path in paths]
    walked = {addresses.match(path)[0] for path in filled if addresses.test(path)} | {"accounts.show_sign_in"}
    pages = {rule.endpoint for rule in site.application.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - walked == NOT_PAGES
