"""Hostile texts of any length: one thing over and over, one thing after another, and a long run between a beginning and an end."""

import random
from collections.abc import Callable, Iterator
from itertools import islice

OVER_AND_OVER = (
    "a", "A", "1", " ", "\n", "\r", "\r\n", "\t", "\u2028", "\u200b", ".", "!", "?", "-", "—", "…", "[", "]", "(", ")", "{", "<", ">", "/", "\\",
    "'", "’", "“", '"', "«", "&", "%", "#", "@", "*", "_", "`", "~", "=", "+", "|", ":", ";", ",", "\x00", "\xad", "\u0301", "e\u0301", "\ufe0f",
    "\U0001f600", "\U0001f468\u200d", "\ufffd ", "é", "北京", "בית ", "\u202e", "a\u200b", "\ufeff", "B\u0435ijing ", "aа ", "Ã©", "â€™", "1 ", "1,",
    "1.", "1:", "1/", "$1 ", "10% of ", "$5 million, ", "a ", "A ", "a\n", "A\n", "a,", "a-", "a/", "a.", "A.", "a… ", "a: ", "a | ", "a > ", "a’s ",
    "a; ", "U.S. ", "e.g. ", "Mr. ", "word ", "Word ", "WORD ", "the the ", "not only ", "very ", '"a ', "“a ", "“Word ”", "'a ", "«a ", "„a ",
    "‘a’ ", "“A,” said B. ", "he said ", "He said: ", "said Lee, ", "Mr Lee said that ", "who said that ", "according to ", "sources said ",
    "reportedly ", "on Monday ", "yesterday ", "January ", "Jan. ", "5 July 2021 ", "05/06/2021 ", "2021-07-05T12:00:00Z ", "01/02/03/",
    "LONDON (AP) - ", "(Reuters) ", "Photo: A\n", "By A\n", "By A B, C D and ", "ALSO READ: x\n", "Read more: a\n", "Share\n", "Advertisement\n",
    "Home > A > ", "Related\n", "www.a.com/", "https://a.b/c?d=e&f=g ", "http://", "a@b.", "a@b.co ", "@a ", "#a ", "#Aa", "%20", "&nbsp;", "&a;",
    "&#", "<a ", "<a>", "<div><", "</p>", "<br>", "<!--", "<!-- a --> ", "<script>", "<![CDATA[", "<!-- newslint: ignore BP001 -->\n",
    "newslint: ignore BP001\n", "[x](", "![", "[gallery]", "[gallery ", "[caption id=", "[/a]", "{{a}}", "{% a", "[1] ", "(a) ", "* a\n", "# a\n",
    "> a\n", "|a|b|\n", "```\n", "---\n", "+++\n", "---\na: b\n", "**a** ", "Dr ", "de la ", "A and B ", "A, B, ", "A B ", "Key Words: a; ",
    "Follow us on Twitter ", "said. ", "is are ", "The a ", "of the ", "because ", "I ",
    "[[File", "[[{", "[b]", "![](a", "[x](/", "image::a[ ", '[a b="', "[a b=“ ", "[a b=c ", "{{< ", "{{a ", "{# ", "<?php ", "<% ", "<esi:a ", "*|A", "${a",
    "[node:", "[~a", "###A", "{a_b", "[url=", "[a https://b ", "{gallery ",
)  # fmt: skip


def _word(number: int) -> str:
    """A word for each number, different for different ones."""
    letters = ""
    while number:
        number, digit = divmod(number, 20)
        letters += "bcdfghjklmnpqrstvwxz"[digit] + "aeiou"[digit % 5]
    return letters or "ba"


ONE_AFTER_ANOTHER: dict[str, Callable[[int], str]] = {
    "words": lambda i: _word(i) + " ",
    "names": lambda i: f"Mr {_word(i).title()} {_word(7 * i).title()} met. ",
    "bare names": lambda i: _word(i).title() + " ",
    "near names": lambda i: f"Kan{_word(i)}ov said. ",
    "capitals": lambda i: _word(i).upper() + " ",
    "lines": lambda i: _word(i) + "\n",
    "titled lines": lambda i: f"{_word(i).title()} {_word(3 * i).title()}\n",
    "paragraphs": lambda i: f"The {_word(i)} of {_word(5 * i)} was open on Monday, its operator said in a statement there.\n\n",
    "near paragraphs": lambda i: f"The port reopened on Monday after a closure of {i} days, its operator said in a statement to reporters there.\n\n",
    "quotations": lambda i: f"“We saw the {_word(i)},” said {_word(i).title()}. ",
    "claims": lambda i: f"The {_word(i)} was the worst ever and {i} people died. ",
    "speakers": lambda i: f"{_word(i).title()} {_word(3 * i).title()}, a spokesman for {_word(9 * i).title()}, said so. ",
    "dates": lambda i: f"on {i % 28 + 1} July {1900 + i % 120}, ",
    "numbers": lambda i: f"{i}, ",
    "sums": lambda i: f"{i} of {i + 3} people, or {i % 100} percent. ",
    "addresses": lambda i: f"https://{_word(i)}.com/{_word(i)} ",
    "tags": lambda i: f"#{_word(i)} ",
    "initials": lambda i: f"({_word(i).upper()[:5]}) ",
    "long forms": lambda i: (
        f"{_word(i).title()} {_word(i + 1).title()} {_word(i + 2).title()} ({_word(i)[0].upper()}{_word(i + 1)[0].upper()}{_word(i + 2)[0].upper()}) "
    ),
    "front matter": lambda i: f"{'---' * (i == 0)}\nkey{_word(i)}: value",
    "opened and not closed": lambda i: f"<{_word(i)}> [{_word(i)} ({_word(i)} “",
    "sentences of a word": lambda i: _word(i).title() + ". ",
    "labels": lambda i: f"{_word(i).title()}: {_word(i)}\n",
    "scripts": lambda i: ("Москва ", "Beijing ", "北京 ", "Αθήνα ", "القاهرة ")[i % 5],
}

BETWEEN = (
    ("A", " ", "x said.\n"), ("ש", "\u200f", ""), ("“", "a", "” said Lee."), ("By ", "A ", "\n"), ("[gallery ", "a ", "]"), ("<!-- ", "a ", "-->"),
    ("A", ".", "said."), ("said ", "“a ", ""), ("http://", "a.", ""), ("on Monday ", "\n", "Photo: x"), ("---\n", "a: b\n", "---\nText."),
    ("", "\n", "Share\n"), ("A", "\u0301", ""), ("The ", "very ", "end."), ("“", "word ", ""), ("(", "word ", ")"), ("A", "\u200b", "lso read"),
    ("1", "0", " people"), ("", "A", "a"), ("", "a", "A."),
)  # fmt: skip


def _mixed(length: int) -> str:
    """Pieces of all kinds in any order, the same at each call."""
    chance = random.Random(length)
    return "".join(islice((chance.choice(OVER_AND_OVER) * chance.choice((1, 1, 2, 30)) for _ in range(length)), length))[:length]


def _numbered(make: Callable[[int], str], length: int) -> str:
    parts, held, number = [], 0, 0
    while held < length:
        parts.append(make(number))
        held += len(parts[-1])
        number += 1
    return "".join(parts)[:length]


OPENING = "KALVERTON, July 5, 2021 - The Veldmark dam at Kalverton broke on Monday, governor Ines Oyelaran-Tamsk of Kalverton said.\n\n"
TOGETHER: dict[str, Callable[[int, int], str]] = {
    "names a letter apart": lambda i, n: f"Kan{_word(i)}{'fv'[n]} spoke of the Veldmark dam. ",
    "names in pairs": lambda i, n: f"Kan{_word(i)} Kan{_word(i + n)} met. ",
    "names in one place": lambda i, n: f"Kan{_word(2 * i + n)} ",
    "surnames first": lambda i, n: f"Wang {_word(i).title()} met. {'Wang' if n else _word(i).title()} left. ",
    "figures for one thing": lambda i, n: f"The broken dam hurt {2 * i + n + 20} people near the river. ",
    "shares": lambda i, n: f"The broken dam took {2 * i + n + 20}% of the harvest near the river. ",
    "figures in one sentence": lambda i, n: f"{2 * i + n + 20} people, ",
    "figures for many things": lambda i, n: f"The broken dam hurt {2 * i + n + 20} {_word(i)}s near the river. ",
    "days": lambda i, n: f"The old dam near the river broke again on {(i + n) % 28 + 1} July {1500 + i % 500}. ",
    "weekdays": lambda i, n: f"The old dam near the river {_word(i)} broke again on {('Monday', 'Tuesday')[n]}. ",
    "quotations": lambda i, n: f"“We saw the {_word(i)} at the {('gate', 'door')[n]} of the dam there that day,” said {_word(i).title()}. ",
    "quotations of one speaker": lambda i, n: f"“We saw the {_word(i)} at the {('gate', 'door')[n]} of the dam there that day,” he said. ",
    "one quotation": lambda i, n: f"{'“' if i == 0 else ''}{_word(2 * i + n)} ",
    "short quotations": lambda i, n: f"“{_word(i)}” ",
    "statements": lambda i, n: f"The dam at {_word(i)} broke after heavy rain had filled the lake{', officials said' if n else ''}. ",
    "sayings": lambda i, n: f"said {_word(i + n).title()} told ",
    "sources": lambda i, n: f"according to {_word(i + n)} ",
    "paragraphs": lambda i, n: f"The {_word(i)} of {_word(5 * i)} was open on Monday, its operator said in a statement there.\n\n",
    "one paragraph": lambda i, n: "The gate was open on Monday, its operator said in a statement to reporters there late that night.\n\n",
    "one run": lambda i, n: f"the gate of the dam at the end of the lake {_word(2 * i + n)} ",
    "one word": lambda i, n: "dam ",
    "two words": lambda i, n: "dam gate " if i % 20 else _word(2 * i + n) + " ",
    "quoted runs": lambda i, n: f"“the {_word(i)} of the dam at the end of the lake was open that day when the water came down here” {_word(2 * i + n)} ",
    "credits": lambda i, n: f"Kal Tamsk told the {_word(i + n).title()} Times that it broke. ",
    "long sentences": lambda i, n: f"the {_word(2 * i + n)} said on Monday that {i + n} people ",
}
"""What is said again and again in two texts about one event, by its number and that of the text."""


def together() -> Iterator[tuple[str, Callable[[int], tuple[str, str]]]]:
    """Each family's name, and what makes two texts about one event of a given length."""

    def pair(make: Callable[[int, int], str], length: int) -> tuple[str, str]:
        return OPENING + _numbered(lambda i: make(i, 0), length), OPENING + _numbered(lambda i: make(i, 1), length)

    for name, make in TOGETHER.items():
        yield name, lambda length, make=make: pair(make, length)


def every() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Each family's name, and what makes a text of it of a given length."""
    for shape in OVER_AND_OVER:
        yield ascii(shape), lambda length, shape=shape: (shape * (length // len(shape) + 1))[:length]
    for name, make in ONE_AFTER_ANOTHER.items():
        yield name, lambda length, make=make: _numbered(make, length)
    for first, run, last in BETWEEN:
        yield f"{first!a} {run!a}... {last!a}", lambda length, first=first, run=run, last=last: first + (run * length)[:length] + last
    yield "all sorts", _mixed
