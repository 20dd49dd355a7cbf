"""A real server with the demonstration in a folder of its own, and Debian's Chromium to walk through it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hands import OVER, Keyboard, Pointer
from serving import PICTURES, SHOTS, VAR, ask_in, no_more_asked_in, served

from tests import installations, turns
from tests.conftest import skip_or_fail

CHROMIUM = next(  # the one without windows first: it draws the same pages for half the processor time
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))), None
)
RESULTS = VAR / "accessibility-results.json"
WIDTHS = (360, 1280)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing outside is ever reached
]  # fmt: skip
AXE = """async () => {
    const found = await axe.run({
        runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
        resultTypes: ["violations"],
    });
    return found.violations.map(v => `${v.id}: ${v.help} (${v.nodes[0].html.slice(0, 160)})`);
}"""


@pytest.fixture(scope="module", autouse=True)
def _asked_from_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """The browser's driver runs a loop in this thread; tests that ask for the database have it all the same."""
    with pytest.MonkeyPatch.context() as patch:
        if request.node.get_closest_marker("django_db"):
            patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any]]]:
    """(data folder, what `helpfulacts demo --json` said). One for every test that looks at it."""
    data, said = installations.demonstration(tmp_path_factory.mktemp("demonstration") / "data")
    yield data, said
    no_more_asked_in(data)
    installations.remove(data)


@pytest.fixture(scope="session")
def known(demonstration: tuple[Path, dict[str, Any]]) -> dict[str, Any]:
    """People, offers and a place to meet: see `people_to_meet.py`."""
    return ask_in(demonstration[0], "everybody")


@pytest.fixture(scope="session")
def take(known: dict[str, Any]) -> Callable[[str], str]:
    """`take("refused")`: the words of somebody whom no other test has met."""
    left = {name: list(known[name]) for name in ("refused", "placed", "gap")}
    return lambda name: left[name].pop()


@pytest.fixture(scope="session")
def day_came(demonstration: tuple[Path, dict[str, Any]]) -> Callable[[], None]:
    """Lets the day come of what somebody said yes to last: only then can it have happened."""
    return lambda: ask_in(demonstration[0], "day_came")


@pytest.fixture(scope="session")
def site(demonstration: tuple[Path, dict[str, Any]]) -> Iterator[str]:
    """The address of a server that shows the demonstration."""
    with served(demonstration[0]) as address:
        yield address


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Path]:
    """The demonstration as it was when it was loaded, in a folder that only this test changes."""
    mine, _ = installations.demonstration(tmp_path / "data")
    yield mine
    no_more_asked_in(mine)
    installations.remove(mine)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    if CHROMIUM is None:
        skip_or_fail("Chromium is not installed: on Debian, apt-get install chromium-headless-shell")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


Visit = Callable[..., Any]


@pytest.fixture
def visit(chromium: Any, site: str) -> Iterator[Visit]:
    """`visit(path, scripts=True, at=address)` opens a page in a browser of its own; a script or server error fails."""
    contexts, wrong = [], []

    def open_page(path: str = "/dudley/", *, scripts: bool = True, width: int = 1280, at: str = "") -> Any:
        context = chromium.new_context(
            java_script_enabled=scripts, viewport={"width": width, "height": 900}, base_url=at or site
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "response", lambda answer: answer.status >= 500 and wrong.append(f"{answer.status} {answer.url}")
        )
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(params=("pointer", "keyboard"))
def hand(request: pytest.FixtureRequest, visit: Visit) -> Callable[..., Any]:
    """`hand(path)`: somebody at a page in a browser of their own; each journey is walked in both ways.

    By keyboard scripts are off. No page has any, so that a walk by pointer without them would be the first once more
    (`tests/web/test_public_pages.py::test_no_template_of_any_room_has_a_script_or_a_style_of_its_own`).
    """

    def begin(path: str = "/dudley/", at: str = "") -> Pointer:
        page = visit(path, scripts=request.param != "keyboard", at=at)
        return Keyboard(page) if request.param == "keyboard" else Pointer(page)

    begin.way = request.param  # type: ignore[attr-defined]
    return begin


@pytest.fixture(scope="session")
def looked() -> Iterator[dict[str, dict[str, Any]]]:
    """What `look` found, by page. At the end it is kept where `tools/accessibility-results` reads it."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    if turns.first("screenshots"):
        for old in SHOTS.glob("*.png"):
            old.unlink()
    mine: dict[str, dict[str, Any]] = {}
    yield mine
    pages = turns.together("looked", mine)
    import axe_playwright_python
    from test_every_page import NAMES

    version = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")[:40]
    results = {
        "day": dt.date.today().isoformat(),
        "pages": len(pages),
        "widths": list(WIDTHS),
        "mistakes": sum(len(page["mistakes"]) for page in pages.values()),
        "checker": "axe-core " + version.split(" v")[1].split()[0],
        "whole": {name.split("-")[0] for name in pages} >= NAMES,
        "looked": pages,
    }
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


@pytest.fixture
def look(looked: dict[str, dict[str, Any]]) -> Callable[[Any, str], None]:
    """`look(page, name)`: at both widths axe (WCAG 2.2 AA) and sideways scrolling must find nothing.

    Where HELPFULACTS_SHOTS names a folder, a picture of the page at each width is kept there: to draw it takes as long.
    """
    import axe_playwright_python

    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

    def save(page: Any, name: str) -> None:
        assert name not in looked and turns.first(f"a look at {name}"), f"{name} has been looked at already"
        mistakes: list[str] = []
        looked[name] = {"widths": list(WIDTHS), "mistakes": mistakes}
        page.evaluate(axe)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if (over := page.evaluate(OVER)) > 0:
                mistakes.append(f"{width} px: scrolls sideways by {over} px")
            mistakes += [f"{width} px: {mistake}" for mistake in page.evaluate(AXE)]
            if PICTURES:
                page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
        assert mistakes == [], f"{name}: {mistakes}"

    return save
