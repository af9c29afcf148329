"""The documentation site: every page is reached, what is made is made from the code, and its Python runs."""

import importlib.util
import re
from types import ModuleType

import pytest

from lint import ruleset
from tests.command import ROOT


@pytest.fixture(scope="module")
def site() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_pages", ROOT / "docs" / "pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_rule_has_a_page_in_its_own_words(site: ModuleType) -> None:
    pages = site.pages()
    for rule in ruleset.load().rules:
        page = pages[f"rules/{rule.code}.md"]
        assert rule.why in page
        assert rule.do in page
        assert "## Measured" in page
        assert f"[{rule.code}]({rule.code}.md)" in pages["rules/index.md"]


def test_the_reference_comes_from_the_program(site: ModuleType) -> None:
    assert {"## newslint check", "## newslint profile", "## newslint languagetool install"} <= set(re.findall("## .*", site.command_line()))
    assert "| `fail-on` |" in site.settings()


def test_links_of_the_readme_lead_to_pages(site: ModuleType) -> None:
    assert site.linked("[a](docs/ci.md#x) [b](CHANGELOG.md) [c](../README.md#rules)") == "[a](ci.md#x) [b](changelog.md) [c](index.md#rules)"
    assert site.linked("[a](https://example.org/x.md)") == "[a](https://example.org/x.md)"


def test_the_python_of_the_reference_runs() -> None:
    namespace: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "python.md").read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 4
    for block in blocks:
        exec(block, namespace)


def test_pictures_are_small() -> None:
    pictures = list((ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures
    assert [p.name for p in pictures if p.stat().st_size > 250_000] == []


def test_every_picture_is_shown_and_every_key_of_the_page_is_documented() -> None:
    page = (ROOT / "docs" / "report.md").read_text("utf-8")
    assert set(re.findall(r"pictures/([a-z-]+\.png)", page)) == {p.name for p in (ROOT / "docs" / "pictures").glob("*.png")}
    script = (ROOT / "lint" / "report" / "page.js").read_text("utf-8")
    (keys,) = re.findall(r"const keys = \{(.*?)\n  \};", script, re.DOTALL)
    used = set(re.findall(r'(?:^|[\s,])"?([a-z0-9?/\[\]]|Escape)"?: ', keys, re.MULTILINE))
    told = {"Escape" if k == "esc" else k for k in re.findall(r"<kbd>(.*?)</kbd>", page)}
    assert used == told
