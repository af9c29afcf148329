"""The one warm LanguageTool server of this user: bound to loopback, with limits, left running between runs until it is stopped."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

import msgspec

from lint.languagetool import VERSION, LanguageToolError, home, installed, state_file

PATIENCE = 120
"""Seconds that a start may take."""

_LIMITS = "maxTextLength=100000\nmaxTextHardLength=200000\nmaxCheckTimeMillis=120000\nmaxCheckThreads=2\npipelineCaching=true\nmaxPipelinePoolSize=5\n"
_HEAP = "1g"


class Running(msgspec.Struct, frozen=True):
    """A server that answers."""

    pid: int
    port: int
    version: str

    @property
    def url(self) -> str:
        """Its address for language-tool-python."""
        return f"http://127.0.0.1:{self.port}/"


def running() -> Running | None:
    """The server that this user started and that still answers, or None."""
    place = state_file()
    try:
        found = Running(**json.loads(place.read_bytes())) if place else None
    except (OSError, ValueError, TypeError):
        return None
    return found if found and answers(found.url) else None


def answers(url: str, seconds: float = 5.0) -> bool:
    """Whether a LanguageTool server answers at this address within so many seconds."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{plain(url)}v2/healthcheck", timeout=seconds) as reply:
            return bool(reply.status == 200)
    except (OSError, ValueError):
        return False


def plain(url: str) -> str:
    """An address as language-tool-python wants it: with a slash at the end and without the version of the interface."""
    return f"{url.rstrip('/').removesuffix('/v2')}/"


def start() -> Running:
    """The running server, started if need be. Raises LanguageToolError; an interrupted start leaves no process behind."""
    found = running()
    if found:
        return found
    jar, command = installed(), home.java()
    place = state_file()
    if jar is None or command is None or place is None:
        raise LanguageToolError("LanguageTool is not installed: run `newslint languagetool install`" if command else "Java 17 is not on the search path")
    place.parent.mkdir(exist_ok=True)
    port = _free_port()
    settings, log = place.with_name("server.properties"), place.with_name("server.log")
    settings.write_text(_LIMITS, encoding="utf-8")
    with log.open("wb") as stream:
        process = subprocess.Popen(  # noqa: S603
            [command, f"-Xmx{_HEAP}", "-cp", str(jar), home.MAIN, "--port", str(port), "--config", str(settings)],
            cwd=jar.parent, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    begun = Running(process.pid, port, VERSION)
    try:
        _wait(process, begun, log)
        place.write_text(json.dumps(msgspec.structs.asdict(begun)), encoding="utf-8")
    except BaseException:
        process.kill()
        process.wait()
        raise
    process.returncode = 0  # it outlives this process on purpose, and Popen is not to warn of that
    return begun


def stop() -> bool:
    """End the server that this user started; whether there was one."""
    found, place = running(), state_file()
    if found:
        with contextlib.suppress(ProcessLookupError):
            os.kill(found.pid, signal.SIGTERM)
        for _ in range(100):
            if not answers(found.url, 0.5):
                break
            time.sleep(0.1)
    if place:
        place.unlink(missing_ok=True)
    return found is not None


def _wait(process: "subprocess.Popen[bytes]", begun: Running, log: Path) -> None:
    for _ in range(PATIENCE * 5):
        if process.poll() is not None:
            last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:] or ["without a word"]
            raise LanguageToolError(f"the LanguageTool server ended at once: {last[0][:200]}")
        if answers(begun.url, 1.0):
            return
        time.sleep(0.2)
    raise LanguageToolError(f"the LanguageTool server did not answer within {PATIENCE} seconds; its log is {log}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
