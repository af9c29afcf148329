"""The hooks and templates for other people's repositories, run by the real programs where there is one."""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.command import CLEAN, DEFECT, ROOT, environment

VENDORED = files("check_jsonschema") / "builtin_schemas" / "vendor"
GIT = {f"GIT_{who}_{what}": "a@a.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def run(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    everything = environment(**GIT, GIT_CONFIG_GLOBAL=os.devnull, **env)
    everything.pop("PYTHONPATH")
    return subprocess.run(args, cwd=cwd, env=everything, capture_output=True, text=True, check=False, timeout=900)


def committed(folder: Path) -> str:
    for args in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        done = run("git", *args, cwd=folder)
        assert done.returncode == 0, done.stderr
    return run("git", "rev-parse", "HEAD", cwd=folder).stdout.strip()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """This project as a repository that others can name, at its present state."""
    folder = tmp_path_factory.mktemp("published") / "newslint"
    folder.mkdir()
    for name in ("lint", "rules", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder, committed(folder)


def test_pre_commit_runs_the_hooks(published: tuple[Path, str], tmp_path: Path) -> None:
    source, revision = published
    site = tmp_path / "site"
    site.mkdir()
    settings = {"repos": [{"repo": str(source), "rev": revision, "hooks": [{"id": "newslint", "args": ["--select", "BP001"]}]}]}
    (site / ".pre-commit-config.yaml").write_text(yaml.safe_dump(settings))
    (site / "clean.txt").write_text(CLEAN)
    (site / "code.py").write_text("x = '[gallery]'\n")
    committed(site)
    command = (sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never")
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home"), "NEWSLINT_CACHE_DIR": str(tmp_path / "cache")}

    good = run(*command, cwd=site, **home)
    assert good.returncode == 0, good.stdout + good.stderr
    assert re.search(r"^newslint\.+Passed$", good.stdout, re.MULTILINE)

    (site / "bad name.txt").write_text(DEFECT)
    run("git", "add", "-A", cwd=site)
    bad = run(*command, cwd=site, **home)
    assert bad.returncode == 1
    assert re.search(r"^newslint\.+Failed$", bad.stdout, re.MULTILINE)
    assert "- exit code: 1" in bad.stdout
    assert "bad name.txt" in bad.stdout
    assert "BP001" in bad.stdout
    assert "2 files, 1 error," in bad.stdout

    settings["repos"][0]["hooks"] = [{"id": "newslint-fix", "args": ["--select", "BP001"]}]  # type: ignore[index]
    (site / ".pre-commit-config.yaml").write_text(yaml.safe_dump(settings))
    run("git", "add", "-A", cwd=site)
    fixed = run(*command, cwd=site, **home)
    assert fixed.returncode == 1  # pre-commit fails a hook that changed a file
    assert "files were modified by this hook" in fixed.stdout
    assert (site / "bad name.txt").read_text() == CLEAN
    run("git", "add", "-A", cwd=site)
    assert run(*command, cwd=site, **home).returncode == 0


def test_the_manifest_is_valid() -> None:
    done = run(sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"), cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "")


def action() -> dict[str, object]:
    return yaml.safe_load((ROOT / "action.yml").read_text())  # type: ignore[no-any-return]


def test_the_action_is_valid_and_pinned() -> None:
    jsonschema.validate(action(), json.loads((VENDORED / "github-actions.json").read_text()))
    used = [step["uses"] for step in action()["runs"]["steps"] if "uses" in step]  # type: ignore[index]
    assert len(used) == 2
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name) for name in used)
    scripts = [step["run"] for step in action()["runs"]["steps"] if "run" in step]  # type: ignore[index]
    assert not any("${{" in script for script in scripts), "inputs reach a script through its environment only"


@pytest.mark.parametrize(
    ("paths", "args", "status", "annotations"),
    [(".", "--select BP001", 1, 1), ("clean.txt\n\n", "--select BP001", 0, 0), ("bad name.txt\nclean.txt", "--select BP001 --fail-on never", 0, 1),
     ("nowhere.txt", "", 2, 1), ("$(touch pwned)", "", 2, 1), (".", "; touch pwned --select BP001", 2, 4)],
)  # fmt: skip
def test_the_judging_step_of_the_action(tmp_path: Path, paths: str, args: str, status: int, annotations: int) -> None:
    (tmp_path / "bad name.txt").write_text(DEFECT)
    (tmp_path / "clean.txt").write_text(CLEAN)
    runner = tmp_path / "runner" / "newslint" / "bin"
    runner.mkdir(parents=True)
    (runner / "newslint").write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m lint "$@"\n')
    (runner / "newslint").chmod(0o755)
    script = next(step["run"] for step in action()["runs"]["steps"] if step.get("id") == "judge")  # type: ignore[index]
    env = {"RUNNER_TEMP": str(tmp_path / "runner"), "GITHUB_OUTPUT": str(tmp_path / "runner" / "output")}
    done = run("bash", "-c", script, cwd=tmp_path, NEWSLINT_PATHS=paths, NEWSLINT_ARGS=args, NEWSLINT_SARIF="out.sarif", **env)
    assert done.returncode == status, done.stderr
    assert done.stdout.count("::error ") == annotations
    assert not (tmp_path / "pwned").exists()
    assert (tmp_path / "runner" / "output").read_text() == f"status={status}\n"
    if "touch" not in args:
        assert json.loads((tmp_path / "out.sarif").read_text())["version"] == "2.1.0"


def test_the_gitlab_template_is_valid() -> None:
    header, job = yaml.safe_load_all((ROOT / "templates" / "newslint.yml").read_text())
    assert set(re.findall(r"inputs\.(\w+)", json.dumps(job))) == set(header["spec"]["inputs"])
    jsonschema.validate(job, json.loads((VENDORED / "gitlab-ci.json").read_text()))


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_shell_is_told_how_to_complete(shell: str) -> None:
    done = subprocess.run([sys.executable, "-m", "lint"], env=environment(_NEWSLINT_COMPLETE=f"{shell}_source"), capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "_NEWSLINT_COMPLETE" in done.stdout


def test_completion_names_the_options() -> None:
    words = {"COMP_WORDS": "newslint seeds/ --bas", "COMP_CWORD": "2", "_NEWSLINT_COMPLETE": "bash_complete"}
    done = subprocess.run([sys.executable, "-m", "lint"], env=environment(**words), capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "plain,--baseline\n")
