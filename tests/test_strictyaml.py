"""Strict YAML: what stands there is what is read, and every fault has its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import strictyaml

FAULTS = [
    ("a:\n\t- b", "2:1"),
    ("a: 1\na: 2", "2:1"),
    ("- " * 50_000, "1:321"),
    ("? " * 50_000, "1:321"),
    ("a: b\x85" + "- " * 50_000, None),
    ("--- " + "- " * 50_000, None),
    ("\n".join(" " * 318 * n + "- " * 159 for n in range(60)), "2:321"),
    ("a: &x [1]\nb: *x", None),
    ("a: {<<: {b: 1}}", "1:5"),
    ("a: !!python/object/apply:os.system ['true']", None),
    ("a: 2021-13-45", "1:4"),
    ("a: " + "9" * 5_000, "1:4"),
    ("[" * 3_000 + "]" * 3_000, None),
    ("a: [no, yes]", "1:5"),
    ("a: 12:30", "1:4"),
    ("a: 1_000", "1:4"),
    ("a: ~", "1:4"),
    ('a: !!int ""', None),
    ("a: !!bool maybe", None),
    ('a: "\\UFFFFFFFF"', None),
    ('a: "\\uD800"', None),
    ("? [a, b]\n: c", None),
    ("a: b\n---\nc: d", None),
    ("\x00", None),
]


@pytest.mark.parametrize(("text", "place"), FAULTS, ids=[repr(t[:24]) for t, _ in FAULTS])
def test_a_fault_is_one_error_with_its_place(text: str, place: str | None) -> None:
    with pytest.raises(strictyaml.SourceError) as told:
        strictyaml.parse(text, "r.yml")
    assert str(told.value).startswith(f"r.yml:{place}: " if place else "r.yml")
    assert "\n" not in str(told.value)


def test_only_what_looks_like_one_thing_is_more_than_a_string() -> None:
    data = strictyaml.parse("a: 1\nb: -2.5\nc: true\nd: null\ne: word\nf: 'no'\ng: \"1\"\nh: 1.2.3").data
    assert data == {"a": 1, "b": -2.5, "c": True, "d": None, "e": "word", "f": "no", "g": "1", "h": "1.2.3"}


def test_as_strings_everything_is_what_is_written() -> None:
    assert strictyaml.parse("a: no\nb: 2021-07-05\nc: [1_000, ~]", strings=True).data == {"a": "no", "b": "2021-07-05", "c": ["1_000", "~"]}


def test_every_key_and_item_has_its_place() -> None:
    source = strictyaml.parse("a:\n  - x\n  - b: word\n", "r.yml")
    assert str(source.error("wrong", ("a", 1, "b"))) == "r.yml:3:5: wrong"
    assert str(source.error("wrong", ("a", 1, "missing"))) == "r.yml:3:5: wrong"


@given(st.text(st.sampled_from("ab:-[]{},&*!|>'\"%@`#?~ \n\t0123456789_.<=\\uD8\x00\x85\u2028é"), max_size=80) | st.text(max_size=60))
def test_any_text_is_data_or_one_error(text: str) -> None:
    try:
        strictyaml.parse(text)
    except strictyaml.SourceError as error:
        assert str(error).startswith("<string>")


PLAIN = st.recursive(
    st.booleans() | st.integers(-(10**17), 10**17) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_what_json_writes_is_read_back(data: object) -> None:
    import json

    assert strictyaml.parse(json.dumps({"d": data}, ensure_ascii=False)).data == {"d": data}
