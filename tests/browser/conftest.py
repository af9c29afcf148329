"""A real browser over reports made by the command itself. Without one these tests are skipped, or fail where NEWSLINT_REQUIRE_OPTIONAL=1."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import pytest

from tests.command import ROOT, newslint

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


class Made(NamedTuple):
    """A page on disk and the same run as JSON."""

    address: str
    data: dict[str, Any]


def missing(what: str) -> NoReturn:
    if os.environ.get("NEWSLINT_REQUIRE_OPTIONAL") == "1":
        pytest.fail(f"{what}, and NEWSLINT_REQUIRE_OPTIONAL=1 asks for the browser tests")
    pytest.skip(what)


@pytest.fixture(scope="package")  # not "session": Playwright keeps an event loop running, and tests after these run one of their own
def browser() -> "Iterator[Browser]":
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("the package playwright is not installed: pip install 'newslint[browser]'")
    path = os.environ.get("NEWSLINT_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        missing("no Chromium is installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


def made(folder: Path, *paths: str, cwd: Path = ROOT) -> Made:
    """One run, as a page and as JSON."""
    page, data = folder / "report.html", folder / "report.json"
    done = newslint("--no-config", "--output", f"html={page}", "--output", f"json={data}", *paths, cwd=cwd)
    assert done.returncode in (0, 1), done.stderr
    return Made(page.as_uri(), json.loads(data.read_text("utf-8")))


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("seeds"), "seeds/")


class Opened(NamedTuple):
    """A page in the browser, what it asked of the network, and what went wrong in it."""

    page: "Page"
    requests: list[str]
    faults: list[str]


@pytest.fixture
def visit(browser: "Browser") -> Iterator[Any]:
    """Open an address in a fresh window; nothing but that file may be asked for and nothing may be said on the console."""
    contexts = []

    def opened(address: str, **settings: Any) -> Opened:
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        seen = Opened(page, [], [])
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.faults.append(message.text))
        page.on("pageerror", lambda error: seen.faults.append(str(error)))
        page.on("dialog", lambda dialog: (seen.faults.append("a dialog"), dialog.dismiss()))
        page.goto(address)
        return seen

    yield opened
    for context in contexts:
        context.close()
