"""Kind quotation: what the rules' own examples cannot show."""

from lint import ruleset
from lint.text.document import Document

LIBRARY = ruleset.load().library
CHECKS = {rule.code: LIBRARY.check(rule) for rule in LIBRARY.rules}


def spans(code: str, text: str) -> list[str]:
    document = Document.of(text)
    return [document[hit.span] for hit in CHECKS[code](document) if hit.span]


def test_twenty_thousand_marks_on_one_line_are_one_finding() -> None:
    assert len(spans("AT013", "“ " * 20_000)) == 1


def test_one_finding_for_each_paragraph_of_a_quotation_without_a_speaker() -> None:
    text = "The court fined the firm.\n\n“This is a bad day for the coast.”\n\n“We will build it again and again.”"
    assert spans("AT010", text) == ["“This is a bad day for the coast.”", "“We will build it again and again.”"]


def test_several_sentences_after_a_speakers_quotation_go_on_from_it() -> None:
    text = "“We waited nine years,” Ana Brandt said.\n\n“Two floods came in between. Nobody ever gave up the work.”"
    assert spans("AT010", text) == []


def test_a_quotation_signed_in_the_next_line_has_a_speaker() -> None:
    assert spans("AT010", "“We waited nine years for this bridge.”\n\n— Ana Brandt, engineer") == []


def test_a_title_is_no_quotation_without_a_speaker() -> None:
    assert spans("AT010", "“The Long and Winding Road to the Sea”") == []


def test_curly_and_straight_marks_are_reported_once() -> None:
    text = '“The bridge is safe,” she said. "It is new," he said. "It is ours," they said.'
    assert spans("AT013", text) == ["“"]
