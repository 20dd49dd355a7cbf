"""A real server with the demonstration in a folder of its own, and Debian's Chromium to walk through it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import skip_or_fail

CHROMIUM = next(
    (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None
)
SHOTS = Path(os.environ.get("HELPFULACTS_SHOTS", Path(__file__).parents[2] / "var" / "screenshots"))
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


def helpfulacts(*arguments: str, data: Path, timeout: float = 900) -> subprocess.CompletedProcess[str]:
    """The one command, as anybody would type it, with a data folder of its own."""
    return subprocess.run(
        [sys.executable, "-m", "helpfulacts.cli", *arguments],
        env={**os.environ, "HELPFULACTS_DATA": str(data)},
        capture_output=True,
        text=True,
        timeout=timeout,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """(data folder, what `helpfulacts demo --json` said). Loaded once for every test that looks at it."""
    data = tmp_path_factory.mktemp("demonstration")
    done = helpfulacts("demo", "--json", data=data)
    assert done.returncode == 0, done.stderr
    return data, json.loads(done.stdout)


@pytest.fixture(scope="session")
def site(demonstration: tuple[Path, dict[str, Any]]) -> Iterator[str]:
    """The address of a server that shows the demonstration."""
    data, _ = demonstration
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "helpfulacts.cli", "serve", "--port", str(port)],
        env={**os.environ, "HELPFULACTS_DATA": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/dudley/", timeout=5).read()
            break
        except OSError:
            assert server.poll() is None, "the server stopped before it answered"
            time.sleep(0.25)
    yield address
    server.terminate()
    server.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    if CHROMIUM is None:
        skip_or_fail("Chromium is not installed: on Debian, apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, site: str) -> Iterator[Callable[..., Any]]:
    """`visit(path, scripts=True, width=1280)` opens a page in a browser of its own, and fails on a script error."""
    contexts = []

    def open_page(path: str = "/dudley/", *, scripts: bool = True, width: int = 1280) -> Any:
        context = chromium.new_context(
            java_script_enabled=scripts, viewport={"width": width, "height": 900}, base_url=site
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def look() -> Callable[..., None]:
    """`look(page, name)` saves the page at 360 and 1280 px, and checks it against axe (WCAG 2.2 AA)."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}

    def save(page: Any, name: str, *, scripts: bool = True) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if scripts:
                over = page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                assert over <= 0, f"{name} scrolls sideways by {over} px at {width} px"
                found = axe.run(page, options=rules).response["violations"]
                assert not found, f"{name} at {width} px: " + "; ".join(
                    f"{v['id']}: {v['help']} ({v['nodes'][0]['html'][:120]})" for v in found
                )
            page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)

    return save


@pytest.fixture(scope="session", autouse=True)
def _clean_screenshots() -> None:
    if SHOTS.is_dir():
        shutil.rmtree(SHOTS)
