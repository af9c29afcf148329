"""Every format over `seeds/` against a file: a change of a rule or a format shows as a diff.

`python -m tests.report.test_golden` writes the files anew; read the diff before it is committed.
"""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema
import pytest
import xmlschema

from lint import __version__
from lint.report import FORMATS
from tests.command import ROOT, newslint

FOLDER = ROOT / "tests" / "golden"
SCHEMAS = ROOT / "tests" / "schemas"


FILED = tuple(name for name in FORMATS if name != "html")
"""All but the page: it holds the whole texts, so it is compared with the JSON instead (tests/report/test_html.py, tests/browser)."""


def golden(form: str) -> Path:
    return FOLDER / f"seeds.{form}"


def shown(form: str) -> str:
    """What the command prints, without its own version, which changes for other reasons."""
    done = newslint("--no-config", "--show", "info", "--format", form, "seeds/", cwd=ROOT)
    assert (done.returncode, done.stderr) == (1, ""), done.stderr
    return done.stdout.replace(f'"{__version__}"', '"VERSION"')


def fixes() -> str:
    """What `--fix` would change in the seeds: five texts that a sub-editor takes as cleaned."""
    done = newslint("--no-config", "--diff", "seeds/", cwd=ROOT)
    assert done.returncode == 1, done.stderr
    return done.stdout


@pytest.mark.parametrize("form", FILED)
def test_golden(form: str) -> None:
    assert shown(form) == golden(form).read_text("utf-8"), "if this is meant: python -m tests.report.test_golden"


def test_the_fixes_of_the_seeds() -> None:
    assert fixes() == golden("diff").read_text("utf-8"), "if this is meant: python -m tests.report.test_golden"


def test_the_golden_files_are_valid() -> None:
    jsonschema.Draft7Validator(json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text())).validate(json.loads(golden("sarif").read_text("utf-8")))
    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(ET.parse(golden("junit")).getroot())
    assert len(ET.parse(golden("checkstyle")).getroot()) == 5
    assert {e["location"]["path"] for e in json.loads(golden("gitlab").read_text("utf-8"))} == {f"seeds/{p.name}" for p in (ROOT / "seeds").iterdir()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in FILED:
        golden(name).write_text(shown(name), "utf-8")
    golden("diff").write_text(fixes(), "utf-8")
