"""The language server, spoken to by a real client over standard input and output."""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from lint.editor import Ruler, change
from tests.command import ROOT, environment

RULE = f"rules: [{ROOT}/tests/house.yaml]\n"
SOURCE = "One 😀 line.\u2028More.\x0c Still.\n\n[gallery]\n\nRead on 😀 [caption] here.\n"


class Editor:
    """One open folder in an editor."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client, self.folder = client, folder
        self.published: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.messages: list[str] = []
        client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self.published.put_nowait(params))
        client.feature(lsp.WINDOW_SHOW_MESSAGE)(lambda params: self.messages.append(params.message))
        client.feature(lsp.WINDOW_LOG_MESSAGE)(lambda params: None)

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "plaintext") -> None:
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(self.uri(name), language, 1, text)))

    def edit(self, name: str, text: str, version: int) -> None:
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(lsp.VersionedTextDocumentIdentifier(version, self.uri(name)), [lsp.TextDocumentContentChangeWholeDocument(text)])
        )

    async def diagnostics(self) -> lsp.PublishDiagnosticsParams:
        return await asyncio.wait_for(self.published.get(), 30)

    async def actions(self, name: str, line: int, *only: str) -> list[Any]:
        at = lsp.Position(line, 2)
        context = lsp.CodeActionContext([], only=list(only) or None)
        found = await self.client.text_document_code_action_async(lsp.CodeActionParams(lsp.TextDocumentIdentifier(self.uri(name)), lsp.Range(at, at), context))
        return list(found or [])


def session(folder: Path, script: Callable[[Editor], Awaitable[None]], encodings: tuple[lsp.PositionEncodingKind, ...] = ()) -> None:
    async def run() -> None:
        client = LanguageClient("test", "1")
        editor = Editor(client, folder)
        await client.start_io(sys.executable, "-m", "lint", "lsp", env=environment())
        general = lsp.GeneralClientCapabilities(position_encodings=list(encodings)) if encodings else None
        await client.initialize_async(lsp.InitializeParams(lsp.ClientCapabilities(general=general), root_uri=folder.as_uri()))
        client.initialized(lsp.InitializedParams())
        try:
            await script(editor)
        finally:
            await client.shutdown_async(None)
            client.exit(None)
            await client.stop()

    asyncio.run(asyncio.wait_for(run(), 90))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "newslint.yaml").write_text(RULE + "select: [TT001]\n")
    return tmp_path


def spans(params: lsp.PublishDiagnosticsParams) -> list[tuple[Any, ...]]:
    return [(d.code, d.severity, d.range.start.line, d.range.start.character, d.range.end.line, d.range.end.character) for d in params.diagnostics]


@pytest.mark.parametrize(("encoding", "character"), [(None, 11), (lsp.PositionEncodingKind.Utf32, 10), (lsp.PositionEncodingKind.Utf8, 13)])
def test_diagnostics_stand_where_the_editor_shows_them(folder: Path, encoding: lsp.PositionEncodingKind | None, character: int) -> None:
    async def script(editor: Editor) -> None:
        editor.open("a.txt", SOURCE)
        told = await editor.diagnostics()
        assert told.version == 1
        assert spans(told) == [
            ("TT001", lsp.DiagnosticSeverity.Error, 2, 0, 2, 9),
            ("TT001", lsp.DiagnosticSeverity.Error, 4, character, 4, character + 9),
        ]
        assert told.diagnostics[0].source == "newslint"
        assert told.diagnostics[0].message == "CMS shortcode left in the text: [gallery]"

    session(folder, script, (encoding,) if encoding else ())


def test_typing_is_waited_for_and_judged_once(folder: Path) -> None:
    async def script(editor: Editor) -> None:
        editor.open("a.txt", "One.\n")
        assert spans(await editor.diagnostics()) == []
        for version in range(2, 12):
            editor.edit("a.txt", "One.\n" + "[gallery]\n" * version, version)
        told = await editor.diagnostics()
        assert (told.version, len(told.diagnostics)) == (11, 11)
        await asyncio.sleep(0.5)
        assert editor.published.empty()

    session(folder, script)


def test_fixes_as_code_actions(folder: Path) -> None:
    async def script(editor: Editor) -> None:
        editor.open("a.txt", SOURCE)
        await editor.diagnostics()
        (one,) = await editor.actions("a.txt", 2, "quickfix")
        assert one.title == "TT001 test-code: delete “[gallery]”"
        assert one.is_preferred
        assert applied(SOURCE, one.edit.changes[editor.uri("a.txt")]) == SOURCE.replace("[gallery]\n\n", "")
        (every,) = await editor.actions("a.txt", 0, "source.fixAll")
        assert every.kind == "source.fixAll.newslint"
        assert applied(SOURCE, every.edit.changes[editor.uri("a.txt")]) == SOURCE.replace("[gallery]\n\n", "").replace(" [caption]", "")
        assert await editor.actions("a.txt", 0, "quickfix") == []
        editor.edit("a.txt", "[caption]\n", 2)
        assert len(await editor.actions("a.txt", 0, "quickfix")) == 1

    session(folder, script)


def applied(text: str, text_edits: list[lsp.TextEdit]) -> str:
    (edit,) = text_edits
    ruler = Ruler(text, "utf-16")
    start, end = (ruler.offset((p.line, p.character)) for p in (edit.range.start, edit.range.end))
    return text[:start] + edit.new_text + text[end:]


def test_hover_says_why_and_what_to_do(folder: Path) -> None:
    async def script(editor: Editor) -> None:
        editor.open("a.txt", SOURCE)
        await editor.diagnostics()
        identifier = lsp.TextDocumentIdentifier(editor.uri("a.txt"))
        hover = await editor.client.text_document_hover_async(lsp.HoverParams(identifier, lsp.Position(2, 4)))
        assert hover is not None
        assert hover.contents.value.startswith("**TT001 test-code** (error): CMS shortcode left in the text: \\[gallery\\]\n\nIt is an order to the")
        assert hover.contents.value.endswith("**What to do.** Delete it, or paste what it renders.")
        assert (hover.range.start.line, hover.range.end.character) == (2, 9)
        assert await editor.client.text_document_hover_async(lsp.HoverParams(identifier, lsp.Position(0, 1))) is None

    session(folder, script)


def test_settings_are_read_again(folder: Path) -> None:
    async def script(editor: Editor) -> None:
        editor.open("a.txt", "[gallery]\n")
        assert len((await editor.diagnostics()).diagnostics) == 1
        (folder / "newslint.yaml").write_text(RULE + "ignore: [all]\n")
        changed = lsp.DidChangeWatchedFilesParams([lsp.FileEvent(editor.uri("newslint.yaml"), lsp.FileChangeType.Changed)])
        editor.client.workspace_did_change_watched_files(changed)
        assert list((await editor.diagnostics()).diagnostics) == []
        (folder / "newslint.yaml").write_text(RULE + "selekt: [TT001]\n")
        editor.edit("a.txt", "[gallery]\n\n", 2)
        assert list((await editor.diagnostics()).diagnostics) == []
        assert [m for m in editor.messages if "newslint.yaml:2:1: unknown key 'selekt'; did you mean 'select'?" in m]
        (folder / "newslint.yaml").write_text(RULE + "select: [TT001]\n")
        editor.edit("a.txt", "[gallery]\n\n\n", 3)
        assert len((await editor.diagnostics()).diagnostics) == 1

    session(folder, script)


def test_overrides_exclusions_baseline_and_marks_count_here_too(folder: Path) -> None:
    (folder / "opinion").mkdir()
    for name in ("opinion/a.txt", "left-out.txt", "b.txt", "c.md"):
        (folder / name).write_text("[gallery]\n")
    (folder / "newslint.yaml").write_text(
        RULE + "select: [TT001]\nexclude: [left-out.txt]\noverrides: [{files: [opinion/], ignore: [TT001]}]\nbaseline: newslint-baseline.json\n"
    )
    from tests.command import newslint

    assert (
        newslint(
            "--write-baseline", "newslint-baseline.json", "--no-config", "--rules", str(ROOT / "tests" / "house.yaml"), "--select", "TT001", "b.txt", cwd=folder
        ).returncode
        == 0
    )

    async def script(editor: Editor) -> None:
        for name in ("opinion/a.txt", "left-out.txt", "b.txt"):
            editor.open(name, "[gallery]\n")
            assert list((await editor.diagnostics()).diagnostics) == []
        editor.open("c.md", "<!-- newslint: ignore TT001 -- agreed -->\n[gallery]\n\n[gallery]\n", "markdown")
        assert [d.range.start.line for d in (await editor.diagnostics()).diagnostics] == [3]

    session(folder, script)


def test_a_text_in_no_file_and_a_closed_one(folder: Path) -> None:
    async def script(editor: Editor) -> None:
        document = lsp.TextDocumentItem("untitled:Untitled-1", "markdown", 1, "[gallery]\n")
        editor.client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
        assert len((await editor.diagnostics()).diagnostics) == 1
        editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(document.uri)))
        assert list((await editor.diagnostics()).diagnostics) == []

    session(folder, script)


def test_an_article_of_a_thousand_words_is_judged_at_once(folder: Path) -> None:
    (folder / "newslint.yaml").unlink()
    article = (ROOT / "seeds" / "000_fb92f28173f812bf.txt").read_text("utf-8")
    article += article[: len(article) // 4]
    assert 950 < len(article.split()) < 1_200
    seconds = []

    async def script(editor: Editor) -> None:
        editor.open("a.txt", article)
        assert (await editor.diagnostics()).diagnostics
        for version in range(2, 8):
            begun = time.monotonic()
            editor.edit("a.txt", f"{article}More {version}.\n", version)
            await editor.diagnostics()
            seconds.append(time.monotonic() - begun - 0.15)

    session(folder, script)
    assert min(seconds) < 0.5, f"{min(seconds):.3f} s; 0.1 s on a quiet machine"


@given(st.text(st.sampled_from("a😀é\n\r\u2028"), max_size=20), st.sampled_from(["utf-8", "utf-16", "utf-32"]), st.integers(0, 20))
def test_places_and_offsets_lead_back(text: str, encoding: str, offset: int) -> None:
    ruler = Ruler(text, encoding)
    offset = min(offset, len(text))
    if text[max(0, offset - 1) : offset + 1] != "\r\n":
        assert ruler.offset(ruler.place(offset)) == offset


@given(st.text(st.sampled_from("ab"), max_size=12), st.text(st.sampled_from("ab"), max_size=12))
def test_one_edit_makes_one_text_of_another(before: str, after: str) -> None:
    edit = change(before, after)
    assert (before if edit is None else before[: edit.start] + edit.text + before[edit.end :]) == after
