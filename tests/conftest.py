"""Settings of all tests: a cache folder of their own, and no time limit on one example, for machines are busy and rules load at their first use."""

import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("newslint", deadline=None)
settings.load_profile("newslint")

_FOLDER = tempfile.TemporaryDirectory(prefix="newslint-tests-")
os.environ["NEWSLINT_CACHE_DIR"] = _FOLDER.name


@pytest.fixture(scope="session", autouse=True)
def _cache_folder() -> Iterator[None]:
    yield
    _FOLDER.cleanup()
