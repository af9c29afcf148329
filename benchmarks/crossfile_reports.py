"""Reports on one event written in different words, with disagreements planted in them; and reports on other events of the same kind, in which there are none.

Four kinds of events (a fire, a match, a quarter's earnings, a trial), each told by two templates of different wording. `crossfile.py` measures on them.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

SYLLABLES = "ba ce di fo gu ka le mi no pu ra se ti vo xa ze bri dor fen gal hul jor kel lum mer nor pel quin ros stel tor vel wyn".split()
GIVEN = "Anna Peter Maria Jonas Laura Felix Helen Victor Clara Simon Nadia Oscar".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@dataclass(frozen=True)
class Told:
    """What a report says happened."""

    town: str
    first: str
    second: str
    firm: str
    day: date
    published: date
    big: str
    small: str
    saying: str
    others: dict[str, str] = field(default_factory=dict)

    @property
    def weekday(self) -> str:
        """The day of the week on which it happened."""
        return WEEKDAYS[self.day.weekday()]

    @property
    def dated(self) -> str:
        """The day of publication as in a dateline."""
        return f"{self.published.day} {self.published:%B %Y}"


SAYINGS = [
    (
        "We will not rest until every family in this valley has a safe place to sleep again",
        "We shall not rest until each family of this valley has a secure place to sleep",
    ),
    (
        "Nobody in my department was ever told that the warnings had been sent back unread",
        "No one at my department had been told the warnings were returned unread",
    ),
    ("The figures show that our customers trust us more than they did a year ago", "Our figures show the customers trust us far more than they did last year"),
    (
        "I have seen many seasons here but never a crowd that carried the team like this",
        "I saw many seasons here but not once a crowd which carried its team this way",
    ),
    (
        "This decision leaves thousands of small savers without any protection from fraud",
        "The ruling leaves thousands of savers with no protection at all against fraud",
    ),
    (
        "They promised us new pumps three years ago and we are still waiting for the first",
        "They had promised new pumps to us three years ago, and still we wait for the first one",
    ),
]


def name(rng: random.Random) -> str:
    """A surname or town that no word list knows."""
    return "".join(rng.choice(SYLLABLES) for _ in range(3)).capitalize()


def event(rng: random.Random) -> Told:
    """An event with its people, place, day, figures and quotation."""
    day = date(2024, 3, 4) + timedelta(rng.randint(0, 200))
    people = rng.sample(GIVEN, 2)
    return Told(
        name(rng), f"{people[0]} {name(rng)}", f"{people[1]} {name(rng)}", name(rng), day, day + timedelta(rng.randint(0, 1)),
        str(rng.randint(112, 989)), str(rng.randint(12, 89)), rng.choice(SAYINGS)[0],
    )  # fmt: skip


def fire(t: Told, other: bool) -> str:
    """A fire in a factory, as one outlet or another tells it."""
    last = t.first.split()[1]
    if not other:
        return f"""Fire destroys {t.firm} works in {t.town}

{t.town.upper()}, {t.dated} - A fire destroyed the paint works of {t.firm} in {t.town} on {t.weekday}, fire chief {t.first} said.

Some {t.big} workers were taken out of the burning halls, and {t.small} firefighters were treated for smoke at the hospital, {last} said.

“{t.saying},” said {t.second}, the mayor of {t.town}.

The {t.firm} works opened in 1964 and make paint for ships."""
    return f"""Workers flee as flames take paint factory

{t.town.upper()}, {t.dated} - Flames tore through a paint factory on the edge of {t.town}, and firefighters needed nine hours to put them out.

A fire on {t.weekday} destroyed the paint works that {t.firm} runs in {t.town}, {t.first} of the fire service told reporters.

The burning halls were cleared of {t.big} workers. At the hospital, doctors treated {t.small} firefighters for smoke, {last} said.

Mayor {t.second} came in the evening. “{t.saying},” the mayor of {t.town} said."""


def match(t: Told, other: bool) -> str:
    """A football match."""
    if not other:
        return f"""{t.firm} beat {t.town} at home

{t.town.upper()}, {t.dated} - {t.firm} United beat {t.town} Rovers on {t.weekday} through a late goal of {t.first}.

Police held {t.small} supporters after fights outside the ground, and {t.big} fans of {t.firm} came by special train.

“{t.saying},” said {t.second}, who trains {t.firm}.

It was the fifth win in a row for {t.firm}."""
    return f"""Late strike settles it for {t.firm}

{t.town.upper()}, {t.dated} - It took until the last minute. {t.first} headed in a corner, and the away end was silent.

{t.firm} United had beaten {t.town} Rovers on {t.weekday} thanks to a late goal by {t.first}, their fifth win running.

A special train had brought {t.big} fans of {t.firm}. After fights outside the ground police held {t.small} supporters.

Trainer {t.second} praised the stands. “{t.saying},” {t.second} said."""


def earnings(t: Told, other: bool) -> str:
    """The earnings of a company."""
    quarter = t.others.get("quarter", "second")
    if not other:
        return f"""{t.firm} earns more in {quarter} quarter

{t.town.upper()}, {t.dated} - Pump maker {t.firm} earned ${t.big} million in the {quarter} quarter, it said on {t.weekday}.

The company from {t.town} opened {t.small} branches in the {quarter} quarter and hired engineers for its new plant, chief executive {t.first} said.

“{t.saying},” said {t.second}, the head of finance at {t.firm}.

{t.firm} makes pumps for water works."""
    return f"""Strong {quarter} quarter lifts {t.firm}

{t.town.upper()}, {t.dated} - The order books are full again at {t.firm}, the pump maker of {t.town}, which presented its numbers.

In the {quarter} quarter the pump maker {t.firm} earned ${t.big} million, it announced on {t.weekday}.

Chief executive {t.first} said the company had opened {t.small} branches in the {quarter} quarter and needed engineers for the new plant.

Head of finance {t.second} was pleased. “{t.saying},” {t.second} said."""


def trial(t: Told, other: bool) -> str:
    """A trial."""
    last = t.first.split()[1]
    if not other:
        return f"""Broker {last} sentenced in {t.town}

{t.town.upper()}, {t.dated} - A court in {t.town} on {t.weekday} sentenced the broker {t.first} to {t.small} months in prison for fraud.

{last} had taken money from {t.big} savers of the bank {t.firm}, the court found.

“{t.saying},” said {t.second}, who spoke for the savers.

The bank {t.firm} closed its branch in {t.town} last year."""
    return f"""Prison for man who emptied accounts

{t.town.upper()}, {t.dated} - The hall was full when the verdict was read, and some of those who had lost their money wept.

The broker {t.first} was sentenced on {t.weekday} by a court in {t.town} to {t.small} months in prison for fraud.

The court found that {last} had taken the money of {t.big} savers who trusted the bank {t.firm}.

{t.second}, who spoke for the savers, was not content. “{t.saying},” {t.second} said."""


KINDS: tuple[Callable[[Told, bool], str], ...] = (fire, match, earnings, trial)


def swapped(number: str) -> str:
    """Two neighbouring digits changed places, or one changed."""
    return number[:-2] + number[-1] + number[-2] if number[-1] != number[-2] else number[:-1] + str((int(number[-1]) + 3) % 10)


def misspelt(word: str, rng: random.Random) -> str:
    """A surname with a letter doubled, dropped, swapped, or written as another language would."""
    i = rng.randint(1, len(word) - 3)
    slips = [word[:i] + word[i] + word[i:], word[: i + 1] + word[i + 2 :], word[:i] + word[i + 1] + word[i] + word[i + 2 :]]
    for one, other in (("k", "c"), ("i", "y"), ("u", "ou"), ("x", "ks"), ("v", "w")):
        if one in word[1:]:
            slips.append(word[0] + word[1:].replace(one, other, 1))
    return rng.choice([s for s in slips if s != word])


def drifted(told: Told, kind: str, rng: random.Random) -> tuple[Told, str]:
    """The same event with one thing told otherwise, and the words that give it away."""
    if kind == "quotation":
        new = dict(SAYINGS)[told.saying]
        return replace(told, saying=new), new
    if kind == "figure":
        which = rng.choice(("big", "small"))
        old = getattr(told, which)
        new = rng.choice((swapped(old), str(int(int(old) * 1.4) + 1), str(int(old) + 1) if which == "small" else swapped(old)))
        return replace(told, **{which: new}), new
    if kind == "name":
        which = rng.choice(("first", "second"))
        given, last = getattr(told, which).split()
        new = misspelt(last, rng)
        return replace(told, **{which: f"{given} {new}"}), new
    moved = replace(told, day=told.day - timedelta(rng.choice((1, 2))))
    return moved, moved.weekday


def harmless(told: Told, rng: random.Random) -> Told:
    """The same event told with a rounded figure or another outlet's shorter quotation: nothing an editor would want to hear of."""
    if rng.random() < 0.5:
        return replace(told, big=f"{round(int(told.big), -1)}" if not told.big.endswith("0") and int(told.big) > 200 else told.big)
    words = told.saying.split()
    return replace(told, saying=" ".join(words[: len(words) - 3]))


def sibling(told: Told, rng: random.Random) -> Told:
    """Another event of the same kind with much in common: the next match of the club, the next quarter of the company, another trial at the court."""
    other = event(rng)
    late = replace(other, firm=told.firm, town=told.town if rng.random() < 0.5 else other.town, others={"quarter": "third"})
    if rng.random() < 0.5:  # a relative: two people with one surname
        late = replace(late, second=f"{other.second.split()[0]} {told.second.split()[1]}")
    shift = rng.choice((1, 2, 7, 30))
    return replace(late, day=told.day + timedelta(shift), published=told.published + timedelta(shift))
