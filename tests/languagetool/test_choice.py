"""What `--languagetool` asks for, without a server."""

import os
from pathlib import Path

import click
import pytest

from lint import languagetool
from lint.languagetool import commands, home, server


@pytest.fixture(autouse=True)
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LTP_JAR_DIR_PATH", str(tmp_path))
    monkeypatch.setenv(languagetool.ADDRESS, "left over")
    for module in (commands, server):
        monkeypatch.setattr(module, "state_file", lambda: tmp_path / "server.json")


@pytest.mark.parametrize("wish", ["off", "auto"])
def test_without_a_server_none_is_used(wish: str) -> None:
    commands.choose(wish)
    assert os.environ[languagetool.ADDRESS] == ""


def test_on_without_an_installation_is_refused() -> None:
    with pytest.raises(click.ClickException, match="is not installed"):
        commands.choose("on")


def test_an_address_without_an_answer_is_refused() -> None:
    with pytest.raises(click.ClickException, match="no LanguageTool server answers at"):
        commands.choose("http://127.0.0.1:9/")


def test_an_address_may_name_the_version() -> None:
    assert server.plain("http://127.0.0.1:8081/v2/") == server.plain("http://127.0.0.1:8081") == "http://127.0.0.1:8081/"


def test_a_server_that_is_gone_is_not_running(tmp_path: Path) -> None:
    (tmp_path / "server.json").write_text('{"pid": 1, "port": 9, "version": "6.7"}', encoding="utf-8")
    assert server.running() is None


def test_a_jar_with_another_checksum_is_refused(tmp_path: Path) -> None:
    (tmp_path / "languagetool-server-6.7.jar").write_bytes(b"not it")
    with pytest.raises(languagetool.LanguageToolError, match="has the SHA-256"):
        home._verify(tmp_path)


def test_the_manifest_names_every_jar_in_lines_of_72_bytes(tmp_path: Path) -> None:
    import zipfile

    (tmp_path / "libs").mkdir()
    names = [f"library-with-a-long-name-{i}.jar" for i in range(9)]
    for name in names:
        (tmp_path / "libs" / name).touch()
    home._assemble(tmp_path)
    with zipfile.ZipFile(tmp_path / languagetool.JAR) as jar:
        manifest = jar.read("META-INF/MANIFEST.MF").decode()
    assert max(map(len, manifest.split("\r\n"))) <= 72
    assert f"Class-Path: {' '.join(f'libs/{n}' for n in names)}\r\n" in manifest.replace("\r\n ", "")
