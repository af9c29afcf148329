"""The documentation says what the code does."""

import json
import re
import tomllib
from pathlib import Path

import jsonschema
import pytest

from lint import config, explain, rulefolder, ruleset, schema, starter, strictyaml, typed
from tests.command import ROOT, newslint

STALE = "stale: run python docs/generate.py"


def test_the_readme_lists_every_rule() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    listed = re.search(r"<!-- rules: begin[^\n]*-->\n(.*?)<!-- rules: end -->", readme, re.DOTALL)
    assert listed is not None
    assert listed[1] == "".join(explain.table(ruleset.load().rules)), STALE


@pytest.mark.parametrize("subject", schema.SUBJECTS)
def test_the_committed_schemas_are_those_of_the_types(subject: str, tmp_path: Path) -> None:
    committed = (ROOT / "docs" / f"{subject}-schema.json").read_text("utf-8")
    assert json.loads(committed) == schema.of(subject), STALE
    assert newslint("init", "--schema", subject, cwd=tmp_path).stdout == committed, STALE


def test_every_built_in_rule_fits_the_rule_schema() -> None:
    validator = jsonschema.Draft202012Validator(schema.of("rule"))
    for name, data in rulefolder.contents().items():
        if not name.startswith("lexicons/"):
            assert [f"{name}: {e.message[:200]}" for e in validator.iter_errors(data)] == []


@pytest.mark.parametrize("broken", [{"exlude": []}, {"jobs": "many"}, {"severity": {"BP": "bad"}}, {"overrides": [{"ignore": ["BP"]}]}])
def test_the_config_schema_refuses_what_the_loader_refuses(broken: dict[str, object]) -> None:
    assert not jsonschema.Draft202012Validator(schema.of("config")).is_valid(broken)
    with pytest.raises(strictyaml.SourceError):
        typed.convert(strictyaml.Source("x.yaml", broken), broken, config.Config)


def test_the_starter_holds_every_key_and_only_valid_values() -> None:
    keys = set(re.findall(r"^# ([a-z-]+):", starter.TEXT, re.MULTILINE)) - {"yaml-language-server"}
    assert keys >= {f.encode_name for f in config.msgspec.structs.fields(config.Config)}
    live = "".join(line.removeprefix("# ") + "\n" for line in starter.TEXT.splitlines() if re.match(r"# (?:[a-z-]+:|  )", line) and "$schema" not in line)
    source = strictyaml.parse(live, "newslint.yaml")
    typed.convert(source, source.data, config.Config)


def test_ci_runs_the_test_command_of_the_readme() -> None:
    readme, script = (ROOT / "README.md").read_text("utf-8"), (ROOT / ".ci/run").read_text("utf-8")
    assert len(re.findall(r"^python -m pip install .* && python -m pytest$", readme, re.MULTILINE)) == 1
    assert "README.md" in script


def test_the_first_example_rule_of_the_readme_passes_its_own_examples(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(code: HS001.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "house.yaml").write_text(example, "utf-8")
    done = newslint("selftest", "house.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "1 rules, 4 examples, 0 faults\n")


def test_the_python_example_of_the_readme_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    namespace: dict[str, object] = {}
    exec(example, namespace)
    assert "AT020" in {f.code for f in namespace["findings"]}  # type: ignore[attr-defined]


def test_dependencies_are_all_explained() -> None:
    page = (ROOT / "docs/dependencies.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.match(r"[A-Za-z0-9-]+", d)[0] for d in project["dependencies"]]  # type: ignore[index]
    assert [n for n in names if f"| {n} |" not in page] == []
