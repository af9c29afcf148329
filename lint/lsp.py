"""`newslint lsp`: a language server on standard input and output, so that findings show while a text is written."""

import asyncio
import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from lsprotocol import types as lsp
from pygls import uris
from pygls.lsp.server import LanguageServer

from lint import __version__
from lint.config import NAMES, ConfigError
from lint.editor import Desk, Judged, Ruler, change, fixes
from lint.model import Edit, Finding, Severity
from lint.report.escape import markdown, one_line
from lint.selection import RuleError
from lint.strictyaml import SourceError

PAUSE = 0.15
"""Seconds without a key before a text is judged again."""

_LEVELS = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_SUFFIXES = {"markdown": ".md", "html": ".html"}
FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.newslint"


class NewsServer(LanguageServer):
    """The server with the settings of its folder and the last judgement of each open text."""

    def __init__(self) -> None:
        # Whole texts at every change: counting into lines as the protocol's libraries split them goes wrong at U+2028 and form feeds.
        super().__init__("newslint", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.desk: Desk | None = None
        self.fault = ""
        self.judged: dict[str, Judged] = {}
        self.waiting: dict[str, asyncio.Task[None]] = {}
        self.worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="newslint")

    @property
    def encoding(self) -> str:
        """The unit that this editor counts characters in."""
        return str(getattr(self.server_capabilities.position_encoding, "value", self.server_capabilities.position_encoding) or "utf-16")

    def ready(self) -> Desk | None:
        """The settings, read again where their files have changed; the last good ones, and a message, where they cannot be read."""
        try:
            if self.desk is None or self.desk.stamp != self.desk.stamped():
                self.desk = Desk(Path.cwd())
                self.fault = ""
        except (ConfigError, RuleError, SourceError) as error:
            if str(error) != self.fault:
                self.fault = str(error)
                self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"newslint: {one_line(self.fault)}"))
        return self.desk

    def look(self, uri: str) -> "Future[Judged] | None":
        """The judgement of a text as it stands now, made beside the conversation with the editor."""
        document = self.workspace.text_documents.get(uri)
        desk = self.ready()
        if document is None or desk is None:
            return None
        return self.worker.submit(desk.judge, document.source, _path(uri, document.language_id))

    def current(self, uri: str) -> Judged | None:
        """The last judgement where the text has not changed since, else a new one."""
        document = self.workspace.text_documents.get(uri)
        last = self.judged.get(uri)
        if document is not None and last is not None and last.document.source == document.source:
            return last
        looking = self.look(uri)
        return looking.result() if looking else None

    def schedule(self, uri: str, pause: float = 0.0) -> None:
        """Judge a text after a pause, unless it changes before."""
        if uri in self.waiting:
            self.waiting.pop(uri).cancel()
        self.waiting[uri] = asyncio.get_running_loop().create_task(self._publish(uri, pause))

    async def _publish(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        document = self.workspace.text_documents.get(uri)
        version = document.version if document else None
        looking = self.look(uri)
        if looking is None:
            return
        judged = await asyncio.wrap_future(looking)
        document = self.workspace.text_documents.get(uri)
        if document is None or document.version != version:
            return
        self.judged[uri] = judged
        ruler = Ruler(judged.document.source, self.encoding)
        listed = [_diagnostic(f, uri, ruler) for f in judged.findings]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, listed, version))
        for failure in judged.failures:
            self.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, one_line(f"newslint: {failure.rule}: {failure.reason}")))


def server() -> NewsServer:
    """A server with everything it answers to; `start_io()` runs it."""
    made = NewsServer()
    made.feature(lsp.INITIALIZE)(_initialize)
    made.feature(lsp.INITIALIZED)(_initialized)
    made.feature(lsp.TEXT_DOCUMENT_DID_OPEN)(_opened)
    made.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)(_changed)
    made.feature(lsp.TEXT_DOCUMENT_DID_SAVE)(_saved)
    made.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)(_closed)
    made.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_watched)
    made.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)(_watched)
    made.feature(lsp.TEXT_DOCUMENT_HOVER)(_hover)
    made.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, FIX_ALL]))(_actions)
    return made


def _initialize(server: NewsServer, params: lsp.InitializeParams) -> None:
    """Work in the folder that the editor has open, as the command would."""
    root = params.workspace_folders[0].uri if params.workspace_folders else params.root_uri
    folder = uris.to_fs_path(root) if root else None
    if folder and Path(folder).is_dir():
        os.chdir(folder)


def _initialized(server: NewsServer, params: lsp.InitializedParams) -> None:
    """Ask to be told when a config file changes, where the editor can."""
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if watching and watching.dynamic_registration:
        watchers = [lsp.FileSystemWatcher(f"**/{name}") for name in (*NAMES, "pyproject.toml", "newslint-baseline.json")]
        options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = lsp.Registration("newslint-config", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        server.client_register_capability(lsp.RegistrationParams([registration]))


async def _opened(server: NewsServer, params: lsp.DidOpenTextDocumentParams) -> None:
    server.schedule(params.text_document.uri)


async def _changed(server: NewsServer, params: lsp.DidChangeTextDocumentParams) -> None:
    server.schedule(params.text_document.uri, PAUSE)


async def _saved(server: NewsServer, params: lsp.DidSaveTextDocumentParams) -> None:
    for uri in list(server.workspace.text_documents) if params.text_document.uri.endswith((".yaml", ".toml")) else [params.text_document.uri]:
        server.schedule(uri)


async def _closed(server: NewsServer, params: lsp.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    if uri in server.waiting:
        server.waiting.pop(uri).cancel()
    server.judged.pop(uri, None)
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


async def _watched(server: NewsServer, params: object) -> None:
    for uri in list(server.workspace.text_documents):
        server.schedule(uri)


def _hover(server: NewsServer, params: lsp.HoverParams) -> lsp.Hover | None:
    """Why each finding here matters and what to do."""
    judged = server.current(params.text_document.uri)
    if judged is None:
        return None
    ruler = Ruler(judged.document.source, server.encoding)
    at = ruler.offset((params.position.line, params.position.character))
    here = [f for f in judged.findings if f.start.offset <= at <= f.end.offset and (f.scope == "span" or at == 0)]
    if not here:
        return None
    text = "\n\n---\n\n".join(f"**{f.code} {f.name}** ({f.severity.label}): {markdown(f.message)}\n\n{f.why}\n\n**What to do.** {f.do}" for f in here)
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), _range(here[0], ruler))


def _actions(server: NewsServer, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """A fix for each finding here that has one, and one for the whole text."""
    uri = params.text_document.uri
    judged = server.current(uri)
    if judged is None or server.desk is None:
        return []
    ruler = Ruler(judged.document.source, server.encoding)
    start, end = (ruler.offset((p.line, p.character)) for p in (params.range.start, params.range.end))
    wanted = params.context.only
    actions = []
    if _asked(lsp.CodeActionKind.QuickFix.value, wanted):
        for f, edit in fixes(judged, start, end):
            action = _action(_title(f), lsp.CodeActionKind.QuickFix.value, uri, edit, ruler)
            action.diagnostics, action.is_preferred = [_diagnostic(f, uri, ruler)], True
            actions.append(action)
    if _asked(FIX_ALL, wanted):
        whole = change(judged.document.source, server.desk.fixed(judged))
        if whole is not None:
            actions.append(_action("newslint: make all fixes in this text", FIX_ALL, uri, whole, ruler))
    return actions


def _asked(kind: str, wanted: Sequence[lsp.CodeActionKind | str] | None) -> bool:
    """Whether an editor that wants these kinds of actions wants this one."""
    named = [str(getattr(w, "value", w)) for w in wanted or ()]
    return not named or any(kind == name or kind.startswith(f"{name}.") for name in named)


def _action(title: str, kind: str, uri: str, edit: Edit, ruler: Ruler) -> lsp.CodeAction:
    text_edit = lsp.TextEdit(_span(edit.start, edit.end, ruler), edit.text)
    return lsp.CodeAction(title, kind=kind, edit=lsp.WorkspaceEdit(changes={uri: [text_edit]}))


def _title(f: Finding) -> str:
    text = one_line(f.text)
    shown = text if len(text) <= 40 else f"{text[:37]}..."
    new = one_line(f.fix[0].text)
    return f"{f.code} {f.name}: replace “{shown}” by “{new[:40]}”" if new else f"{f.code} {f.name}: delete “{shown}”"


def _diagnostic(f: Finding, uri: str, ruler: Ruler) -> lsp.Diagnostic:
    related = [
        lsp.DiagnosticRelatedInformation(lsp.Location(uri, _span(r.start.offset, r.end.offset, ruler)), one_line(r.message) or "see here")
        for r in f.related
        if r.path == f.path
    ]
    made = lsp.Diagnostic(_range(f, ruler), one_line(f.message), severity=_LEVELS[f.severity], code=f.code, source="newslint")
    made.related_information = related or None
    return made


def _range(f: Finding, ruler: Ruler) -> lsp.Range:
    return _span(f.start.offset, f.end.offset, ruler)


def _span(start: int, end: int, ruler: Ruler) -> lsp.Range:
    return lsp.Range(*(lsp.Position(*ruler.place(offset)) for offset in (start, end)))


def _path(uri: str, language: str | None) -> str:
    """The file behind an address, relative to the working folder where it is inside; a name of its kind for a text that is in no file yet."""
    path = uris.to_fs_path(uri) if uri.startswith("file:") else None
    if not path:
        return "untitled" + _SUFFIXES.get(language or "", ".txt")
    return os.path.relpath(path) if Path(path).is_relative_to(Path.cwd()) else path
