"""Sentences that want a source: which are looked at, what speaks for a claim, and the reason given."""

import pytest

from lint.model import Span
from lint.text import claims, segment
from lint.text.document import Document


def found(text: str) -> list[tuple[str, str]]:
    document = Document.of(text)
    return [(claim.reason, document[claim.span]) for claim in document.view(claims.claims)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The company is illegally collecting the data of its users.", "allegation"),
        ("More than 40 percent of voters are now worried about rents.", "figure"),
        ("The decision could seriously weaken the coalition before the vote.", "forecast"),
        ("Much of the decline is due to a lack of trust in the banks.", "cause"),
        ("But the plan is still deeply unpopular and a serious problem for the board.", "judgement"),
    ],
)
def test_a_claim_has_the_reason_that_speaks_loudest(text: str, reason: str) -> None:
    assert found(text) == [(reason, text)]


@pytest.mark.parametrize(
    ("text", "reason", "evidence"),
    [
        ("The plan can still be a very serious problem for most of the small ports.", "judgement", "serious"),
        ("But the plan has been deeply unpopular and a serious problem since May.", "judgement", "unpopular"),
        ("The harbour has become a far more dangerous place for ground forces.", "judgement", "dangerous"),
        ("The plan makes it much harder for small ports to survive.", "cause", "makes"),
        ("But small firms are increasingly going against the United Harbour Board.", "judgement", "small"),
        ("But the talks are going to be much harder for small ports.", "forecast", "going"),
        ("But the effects of the plan are still a serious problem for small ports.", "judgement", "serious"),
        ("Yet the United States has become deeply divided over trade.", "judgement", "divided"),
    ],
)
def test_a_reason_is_named_by_a_word_that_means_it(text: str, reason: str, evidence: str) -> None:
    assert [(claim.reason, claim.evidence) for claim in Document.of(text).view(claims.claims)] == [(reason, evidence)]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour board met in Northam on Monday, 3 May.",
        "The plan is still deeply unpopular and a serious problem, the mayor said.",
        '"The plan is still deeply unpopular and a serious problem for the board," the mayor said.',
        "Is the plan still deeply unpopular and a serious problem for the board?",
        "- deeply unpopular, serious problems",
        "Follow the paper on Twitter.",
        "",
        " \n ",
    ],
)
def test_events_sourced_words_questions_and_scraps_are_no_claims(text: str) -> None:
    assert found(text) == []


def test_the_court_is_the_source_of_a_conviction() -> None:
    assert found("The jury convicted the director of fraud and bribery.") == []


def test_a_headline_claims_nothing_here() -> None:
    headline = "Plan is deeply unpopular and a serious problem for the board"
    body = "The board of the harbour met in Northam on Monday, 3 May, with nine of its twelve members in the hall, and closed the meeting at noon."
    assert found(f"{headline}\n\n{body}") == []


def test_signs_are_bounded_counts() -> None:
    tokens = Document.of("Very, very, very, very, very good on Monday.").view(segment.tokens)
    shown = claims.signs(tokens, 0, len(tokens.words), 0.5)
    assert (shown["degree"], shown["weekday"], shown["names"]) == (3, 1, 1)
    assert shown["cue"] == 0.5
    assert shown["cue-likely"] == pytest.approx(0.2)


def test_a_headline_with_an_accusing_or_judging_word_is_contested() -> None:
    text = "Port itself worst threat to trade"
    document = Document.of(text)
    assert claims.contested(document, Span(0, len(text)))
    assert not claims.contested(document, Span(0, 4))


def test_evidence_of_a_figure_is_the_number_with_its_sign_and_unit() -> None:
    document = Document.of("The retailer was fined US$1.4 billion for breaking the rules of fair trade.")
    assert [claim.evidence for claim in document.view(claims.claims)] == ["$1.4 billion"]


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("But the plan is still deeply unpopular and a serious problem for the board.", "unpopular"),
        ("The firms and their services have become ever more crowded in the lives of many people, and that is a concern.", "ever more crowded"),
    ],
)
def test_the_plainest_word_of_a_judgement_is_its_evidence(text: str, evidence: str) -> None:
    assert [claim.evidence for claim in claims.claims(Document.of(text))] == [evidence]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("But the plan is still deeply unpopular and a serious problem for the board.", [1]),
        ("But many tenants are still afraid that the plan is deeply unpopular and a serious problem for the board.", []),
    ],
)
def test_in_an_article_what_somebody_feels_is_no_claim_of_the_writer(text: str, numbers: list[int]) -> None:
    document = Document.of(f"The board met in Northam on Monday. {text}")
    assert [claim.sentence for claim in claims.claims(document)] == numbers


def test_log_odds_are_those_of_a_probability_and_bounded() -> None:
    assert claims.log_odds(0.5) == 0.0
    assert -claims.log_odds(0.0) == pytest.approx(claims.log_odds(1.0)) == pytest.approx(6.2126, abs=1e-4)
