"""Settings of all tests: a cache folder of their own, no LanguageTool but where a test starts one, no time limit on one example of a busy machine."""

import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

os.environ["NEWSLINT_LANGUAGETOOL"] = "off"  # a server installed on this machine is not to change what other tests see

settings.register_profile("newslint", deadline=None)
settings.load_profile("newslint")

_FOLDER = tempfile.TemporaryDirectory(prefix="newslint-tests-")
os.environ["NEWSLINT_CACHE_DIR"] = _FOLDER.name


@pytest.fixture(scope="session", autouse=True)
def _cache_folder() -> Iterator[None]:
    yield
    _FOLDER.cleanup()
