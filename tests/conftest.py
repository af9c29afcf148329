"""Settings of all tests: no time limit on one example, for machines are busy and rules load at their first use."""

from hypothesis import settings

settings.register_profile("newslint", deadline=None)
settings.load_profile("newslint")
