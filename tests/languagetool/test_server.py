"""LanguageTool itself: the real server, put together by Maven, asked by the real client."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lint import engine, languagetool, ruleset, selftest
from lint.languagetool import client, home, server
from lint.text.document import Document

WANTED = "NEWSLINT_TEST_LANGUAGETOOL"
"""Names the folder in which LanguageTool is kept for tests; where it is set, LanguageTool is fetched if need be, and its absence is a failure."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[server.Running]:
    """A warm server of its own cache folder."""
    kept = os.environ.get(WANTED)
    with pytest.MonkeyPatch.context() as patch:
        if kept:
            patch.setenv("LTP_JAR_DIR_PATH", kept)
        if not languagetool.installed():
            if not kept:
                pytest.skip(f"LanguageTool is not installed; {WANTED}=FOLDER fetches it by Maven")
            home.install()
        state = tmp_path_factory.mktemp("languagetool") / "server.json"
        patch.setattr(server, "state_file", lambda: state)
        patch.setattr(client.rulefolder, "cache_folder", lambda: state.parent)
        client._shelf.cache_clear()
        started = server.start()
        patch.setenv(languagetool.ADDRESS, started.url)
        yield started
        server.stop()
        client._shelf.cache_clear()


def test_a_second_start_finds_the_warm_server(running: server.Running) -> None:
    assert server.start() == running
    assert running.url.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("rule", ruleset.load().library.of_kind("grammar"), ids=lambda r: r.code)
def test_examples_behave_as_marked(running: server.Running, rule: ruleset.Rule) -> None:
    assert [f"{f.example!r}: {f.message}" for f in selftest.run(rule, ruleset.load().library)] == []


def test_spans_count_code_points_after_a_character_of_four_bytes(running: server.Running) -> None:
    rules = ruleset.load()
    document = Document.of("First line.\n\n\U0001f600\U0001f600 They have went home.")
    findings, failures = engine.judge(document, rules.checks(rules.named("MT020")))
    assert failures == []
    assert [(f.start.offset, f.text) for f in findings] == [(26, "went")]


def test_answers_are_kept(running: server.Running, monkeypatch: pytest.MonkeyPatch) -> None:
    paragraph = "They did not came to the meeting."
    first = client.matches(paragraph, ["DID_BASEFORM", "AUXILIARY_DO_WITH_INCORRECT_VERB_FORM"])
    assert [paragraph[m.start : m.end] for m in first] == ["came"]
    monkeypatch.setattr(client, "_asked", lambda tool, text: pytest.fail("asked again"))
    assert client.matches(paragraph, ["DID_BASEFORM", "AUXILIARY_DO_WITH_INCORRECT_VERB_FORM"]) == first


def test_stop_ends_the_process(running: server.Running) -> None:
    assert server.stop()
    assert not server.answers(running.url, 1.0)
    assert server.running() is None
    assert not server.stop()


def test_an_interrupted_start_leaves_no_process(running: server.Running, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begun: list[int] = []

    def interrupted(process: object, found: server.Running, log: Path) -> None:
        begun.append(found.pid)
        raise KeyboardInterrupt

    monkeypatch.setattr(server, "_wait", interrupted)
    monkeypatch.setattr(server, "state_file", lambda: tmp_path / "server.json")
    with pytest.raises(KeyboardInterrupt):
        server.start()
    with pytest.raises(ProcessLookupError):
        os.kill(begun[0], 0)
