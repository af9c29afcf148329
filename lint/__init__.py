"""newslint: a source-reliability and quality linter for news text."""

__version__ = "0.1.0"
