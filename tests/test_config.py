"""Settings: where they are found, which word counts, and what a file by its path is judged by."""

from pathlib import Path

import pytest

from lint import config, stricttoml, strictyaml
from lint.config import Asked, ConfigError
from lint.plan import Plan
from lint.selection import Selection, votes


def loaded(folder: Path, asked: Asked | None = None, **parts: object) -> config.Settings:
    return config.load(asked or Asked(), start=folder, **parts)  # type: ignore[arg-type]


def active(settings: config.Settings, path: str) -> dict[str, str]:
    """The codes that judge a file with their levels."""
    return {rule.code: rule.severity for rule, _ in Plan(settings).active(path).checks}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NEWSLINT_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_nearest_file_counts_and_the_search_stops_at_a_repository(folder: Path) -> None:
    (folder / "newslint.yaml").write_text("jobs: 2\n")
    desk = folder / "desk" / "sport"
    desk.mkdir(parents=True)
    assert loaded(desk).config.jobs == 2
    (folder / "desk" / ".newslint.yaml").write_text("jobs: 3\n")
    assert loaded(desk).config.jobs == 3
    (desk / ".git").mkdir()
    assert loaded(desk).config.jobs == "auto"


def test_pyproject_counts_only_with_a_table_of_ours(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[project]\nname = 'newslint-user'\n")
    assert loaded(folder).source is None
    (folder / "pyproject.toml").write_text("[tool.newslint]\njobs = 4\n")
    assert loaded(folder).config.jobs == 4
    (folder / "newslint.yaml").write_text("jobs: 5\n")
    assert loaded(folder).config.jobs == 5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[tool.newslint]\nexlude = ['a']\n", "pyproject.toml:2:1: unknown key 'exlude'; did you mean 'exclude'?"),
        ("[tool.newslint]\njobs = 'many'\n", "pyproject.toml:2:1: 'jobs': "),
        (
            "[tool.newslint]\n[[tool.newslint.overrides]]\nfiles = ['a']\n[[tool.newslint.overrides]]\nignor = []\nfiles = []\n",
            "pyproject.toml:5:1: unknown key 'ignor'",
        ),
        ("[tool.newslint]\nseverity.BP001 = 'bad'\n", "pyproject.toml:2:1: "),
        ("[tool.newslint]\njobs = \n", "pyproject.toml:2:8: "),
    ],
)
def test_a_fault_in_pyproject_is_told_with_its_line(folder: Path, text: str, told: str) -> None:
    (folder / "pyproject.toml").write_text(text)
    with pytest.raises(strictyaml.SourceError) as caught:
        loaded(folder)
    assert str(caught.value).startswith(told)


def test_places_of_keys_in_toml(folder: Path) -> None:
    (folder / "p.toml").write_text("[tool.other]\njobs = 1\n\n[tool.newslint]\n  jobs = 2\n[tool.newslint.options.BP001]\nwords = []\n")
    source = stricttoml.read(folder / "p.toml", "p.toml")
    assert source.data == {"jobs": 2, "options": {"BP001": {"words": []}}}
    assert source.marks["jobs",] == (5, 3)
    assert source.marks["options", "BP001", "words"] == (7, 1)


def test_an_option_beats_the_environment_which_beats_the_search(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, jobs in (("newslint.yaml", 2), ("env.yaml", 3), ("named.yaml", 4)):
        (folder / name).write_text(f"jobs: {jobs}\n")
    monkeypatch.setenv("NEWSLINT_CONFIG", "env.yaml")
    assert loaded(folder).config.jobs == 3
    assert loaded(folder, path="named.yaml").config.jobs == 4
    assert loaded(folder, Asked(values={"jobs": 9}), path="named.yaml").config.jobs == 9
    assert loaded(folder, search=False).config.jobs == "auto"
    monkeypatch.setenv("NEWSLINT_CONFIG", "gone.yaml")
    with pytest.raises(ConfigError, match=r"gone\.yaml: no such config file \(from NEWSLINT_CONFIG\)"):
        loaded(folder)


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([], [("default", True)]),
        ([Selection(ignore=("LW",))], [("default", True), ("LW", False)]),
        ([Selection(select=("BP",), ignore=("BP001",)), Selection(select=("TX",))], [("BP001", False), ("TX", True)]),
        ([Selection(select=("BP",)), Selection(extend=("TX",))], [("BP", True), ("TX", True)]),
        ([Selection(extend=("LW008",)), Selection(select=("BP",))], [("BP", True)]),
    ],
)
def test_a_later_selection_replaces_what_earlier_ones_selected(layers: list[Selection], expected: list[tuple[str, bool]]) -> None:
    assert votes(layers) == expected


def test_the_most_specific_selector_wins_then_the_later_one(folder: Path) -> None:
    assert set(active(loaded(folder, Asked(Selection(select=("BP",), ignore=("boilerplate",)))), "a.txt")) == set()
    assert set(active(loaded(folder, Asked(Selection(select=("BP001",), ignore=("BP",)))), "a.txt")) == {"BP001"}
    assert "BP001" not in active(loaded(folder, Asked(Selection(select=("all",), ignore=("shortcode",)))), "a.txt")


def test_overrides_by_path_are_relative_to_the_config_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "newslint.yaml").write_text("select: [BP001, TX004]\noverrides:\n  - files: ['opinion/**']\n    ignore: [BP001]\n    severity: {TX004: info}\n")
    desk = folder / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    settings = loaded(desk)
    assert active(settings, "../opinion/a.txt") == {"TX004": "info"}
    assert active(settings, "opinion/a.txt") == {"BP001": "error", "TX004": "error"}


def test_an_override_keeps_its_ignores_against_the_command_line(folder: Path) -> None:
    (folder / "newslint.yaml").write_text("overrides:\n  - files: ['opinion/**']\n    select: [TX004]\n    ignore: [BP001]\n")
    settings = loaded(folder, Asked(Selection(select=("BP001", "BP002"))))
    assert set(active(settings, "opinion/a.txt")) == {"BP002"}


def test_levels_cover_the_cases_of_a_rule(folder: Path) -> None:
    settings = loaded(folder, Asked(severity={"MT": "info"}))
    rules = [rule for rule, _ in Plan(settings).active("a.txt").checks if rule.code.startswith("MT")]
    assert {rule.severity for rule in rules} == {"info"}
    assert {case.severity for rule in rules for case in rule.cases.values()} <= {None}


def test_options_of_a_rule_can_differ_by_path(folder: Path) -> None:
    (folder / "newslint.yaml").write_text(
        "options: {LW008: {above: 30}}\noverrides:\n  - files: [kids.txt]\n    options: {LW008: {above: 8}}\nselect: [LW008]\n"
    )
    plan = Plan(loaded(folder))
    assert [rule.match["above"] for rule, _ in plan.active("a.txt").checks] == [30]
    assert [rule.match["above"] for rule, _ in plan.active("kids.txt").checks] == [8]


def test_rules_of_the_config_file_are_relative_to_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = "code: HS001\nname: slug\nseverity: error\nconfidence: high\nmessage: m\nwhy: w\ndo: d\nmatch: {kind: terms, any: [slug]}\n"
    (folder / "house").mkdir()
    (folder / "house" / "slug.yaml").write_text(rule)
    (folder / "newslint.yaml").write_text("rules: [house]\nselect: [HS001]\n")
    (folder / "desk").mkdir()
    monkeypatch.chdir(folder / "desk")
    assert set(active(loaded(folder / "desk"), "a.txt")) == {"HS001"}
