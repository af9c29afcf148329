"""How Maven puts LanguageTool on this machine from the published `org.languagetool` artifacts."""

import hashlib
import os
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from lint.languagetool import JAR, VERSION, LanguageToolError, folder

SIZE = "about 250 MB"
SOURCE = f"org.languagetool:languagetool-server:{VERSION} and org.languagetool:language-en:{VERSION}, with what they need, from your Maven repository"
MAIN = "org.languagetool.server.HTTPServer"
CHECKSUMS = {
    "languagetool-server-6.7.jar": "12c729581fc8785424a8e1b00d36e852ec055fb940a65cb30319a11a9c3bcc42",
    "languagetool-core-6.7.jar": "4f2d246f4dddc5b0421bb7669b658beb4500eab0a56b105e4fc8c601492b9880",
    "language-en-6.7.jar": "3fdf5441ce22c2cd008b25792245f8794d6770635f6f70e3037a03cf0d97a0ad",
}
"""SHA-256 of the artifacts of LanguageTool itself that the server runs; Maven checks all others against the repository's own checksums."""

_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
_POM = """<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>newslint</groupId>
  <artifactId>languagetool</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>org.languagetool</groupId><artifactId>languagetool-server</artifactId><version>{version}</version></dependency>
    <dependency><groupId>org.languagetool</groupId><artifactId>language-en</artifactId><version>{version}</version></dependency>
  </dependencies>
</project>
"""


def java() -> str | None:
    """The Java command, or None."""
    home = os.environ.get("JAVA_HOME")
    own = Path(home, "bin", "java") if home else None
    return str(own) if own and own.is_file() else shutil.which("java")


def install() -> Path:
    """Fetch the artifacts by Maven and put the server together. Raises LanguageToolError; a failed attempt leaves nothing behind."""
    maven = shutil.which("mvn")
    if maven is None or java() is None:
        raise LanguageToolError(f"{'Maven (mvn)' if maven is None else 'Java 17'} is not on the search path; it is needed to install LanguageTool")
    target = folder()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".languagetool-") as work:
        made = Path(work, "made")
        Path(work, "pom.xml").write_text(_POM.format(version=VERSION), encoding="utf-8")
        asked = [maven, "-B", "-q", "--strict-checksums", _PLUGIN, f"-DoutputDirectory={made / 'libs'}", "-DincludeScope=runtime"]
        done = subprocess.run(asked, cwd=work, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            fault = next((line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line), f"mvn ended with {done.returncode}")
            raise LanguageToolError(f"Maven could not fetch LanguageTool: {fault.strip()[:300]}")
        _verify(made / "libs")
        _assemble(made)
        if target.exists():
            shutil.rmtree(target)
        made.rename(target)
    return target / JAR


def _verify(libs: Path) -> None:
    for name, expected in CHECKSUMS.items():
        found = hashlib.sha256((libs / name).read_bytes()).hexdigest() if (libs / name).is_file() else "nothing"
        if found != expected:
            raise LanguageToolError(f"{name} has the SHA-256 {found}, not {expected}")


def _assemble(made: Path) -> None:
    """A small jar whose manifest names all others: what language-tool-python looks for, and what Java starts."""
    listed = " ".join(f"libs/{jar.name}" for jar in sorted((made / "libs").glob("*.jar")))
    path = f"Class-Path: {listed}"
    lines: list[str] = []
    while path:  # a manifest line holds 72 bytes; one that begins with a blank goes on
        width = 70 if not lines else 69
        lines.append(path[:width] if not lines else f" {path[:width]}")
        path = path[width:]
    with zipfile.ZipFile(made / JAR, "w") as jar:
        jar.writestr("META-INF/MANIFEST.MF", "\r\n".join(["Manifest-Version: 1.0", f"Main-Class: {MAIN}", *lines, "", ""]))
