"""A second newsroom's version of a real article, with a drift planted in it; and new kinds of made-up events, with siblings of the next days.

Written apart from `crossfile.py`: another way to retell, other words, other slips. `crossfile_fresh.py` measures on it.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from benchmarks.crossfile_reports import GIVEN, WEEKDAYS, name
from lint.text import decode, quotes, segment

WORDS = dict(
    pair.split("=")
    for pair in """announced=made=public began=opened ended=closed killed=left=dead injured=hurt wounded=hurt arrested=detained officials=authorities
    authorities=officials attack=assault attacks=assaults election=vote vote=ballot law=legislation lawmakers=legislators voters=electors money=cash
    job=post jobs=posts plan=scheme plans=schemes deal=agreement talks=negotiations leader=head chief=head house=home city=town country=nation
    nation=country world=globe war=conflict fight=battle rise=increase rose=climbed fell=dropped grew=swelled growth=expansion drop=fall cut=reduce
    cuts=reductions raise=lift raised=lifted study=survey research=studies scientists=researchers doctors=physicians car=vehicle road=street home=house
    man=person woman=person important=weighty new=fresh recent=latest several=some various=different almost=nearly nearly=almost roughly=about
    approximately=about however=still therefore=so although=though because=as until=till often=frequently usually=mostly quickly=fast former=ex-
    allow=let allows=lets allowed=let asked=requested answer=reply called=named carry=bear choose=pick created=set=up decided=resolved demand=call
    described=portrayed early=first end=close ensure=secure expected=due faced=met find=locate gave=handed get=obtain got=obtained great=fine
    happened=occurred hard=tough held=staged hope=wish idea=notion improve=better including=among=them increase=rise issue=matter issues=matters
    join=enter key=main known=familiar large=sizeable last=past launched=started led=headed like=as live=dwell long=lengthy lost=shed
    main=chief makes=produces making=producing meet=gather meeting=gathering met=saw move=step must=has=to needed=required needs=requires offer=propose
    offered=proposed old=former paid=spent part=share place=spot problem=trouble problems=troubles provide=supply provided=supplied put=placed
    reason=ground received=got released=issued remain=stay remained=stayed report=account result=outcome results=outcomes right=proper
    run=operate same=identical see=notice seen=noticed sent=dispatched served=worked set=fixed showed=revealed side=flank simple=plain
    since=from speak=talk spoke=talked spent=paid state=province stop=halt stopped=halted strong=solid support=backing supported=backed take=grab
    team=squad teams=squads thing=matter things=matters think=reckon thought=reckoned told=informed took=grabbed top=leading try=attempt tried=attempted
    turned=became under=below used=applied want=wish wanted=wished way=manner went=travelled work=labour worked=laboured young=youthful""".split()
    if pair.count("=") == 1
)
MONTHS = "January February March April May June July August September October November December".split()
SPEECH = ("noted", "explained", "told reporters", "remarked")
NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()
_NUMBER_WORD = {str(i): w for i, w in enumerate(NUMBERS, 2)}
_DAY_LATER = re.compile(rf"^([A-Z][^“”\"]{{30,}}?) (on (?:{'|'.join(WEEKDAYS)}))((?:,| (?:in|at|after|as|when|by|that)\b)[^“”\"]*\.)$")
_INTERVAL = re.compile(
    r"(?:seconds|minutes|hours|days|nights|weeks|weekends|months|seasons|quarters|years|decades|centuries|times|things|ways|reasons|tips|steps|others|points)\b"
)
_COUNT = re.compile(
    r"(?<![\w.,$€£:/#-])(?P<money>[$€£])?(?P<value>\d{1,3}(?:,\d{3})+|\d{2,4}(?:\.\d)?)"
    r"(?P<unit> ?%| percent\b| per cent\b| million\b| billion\b)?(?=(?P<noun> [a-z]+(?: [a-z]+)?)?)(?![\w/:-]|[.,]\d)"
)


def retold(paragraphs: list[str], rng: random.Random) -> str:
    """The article as another newsroom would run it: a third of it gone, neighbours exchanged, sentences cut, joined and turned, other plain words."""
    kept = paragraphs[:1] + [p for p in paragraphs[1:] if rng.random() < 0.67]
    for i in range(1, len(kept) - 1):
        if rng.random() < 0.25:
            kept[i], kept[i + 1] = kept[i + 1], kept[i]
    return "\n\n".join(p if _open(p) else _paragraph(p, rng) for p in kept)


def _open(paragraph: str) -> bool:
    """Whether a quotation goes on beyond the paragraph, or its marks are not sure: such a one is left alone."""
    marks = re.sub(r"(?<=\w)['’](?=\w)|(?<=s)['’](?= )", "", paragraph)
    return marks.count('"') % 2 == 1 or marks.count("“") != marks.count("”") or bool(re.search(r"[`‘’']", marks))


def copied(paragraphs: list[str], share: float, rng: random.Random, words: list[str]) -> str:
    """A copy in which this share of the sentences was rewritten, dropped or followed by a new one; half of the copies are re-ordered, the end is cut."""
    told = []
    for paragraph in paragraphs:
        document = decode.document(paragraph)
        kept: list[str] = []
        for sentence in (document[s.span] for s in document.view(segment.sentences)):
            if rng.random() >= share:
                kept.append(sentence)
                continue
            way = rng.randrange(3)
            if way == 0:
                kept.append(" ".join(w for w in _sentence(sentence, rng).split() if rng.random() > 0.2))
            elif way == 1:
                kept += [sentence, " ".join(rng.choices(words, k=18)).capitalize() + "."]
        told.append(" ".join(kept))
    if rng.random() < 0.5:
        rest = told[1:]
        rng.shuffle(rest)
        told = told[:1] + rest
    return "\n\n".join(p for p in told[: len(told) - rng.randint(0, 2) or 1] if p)


def _paragraph(text: str, rng: random.Random) -> str:
    document = decode.document(text)
    spans = [q.span for q in document.view(quotes.outer)]
    told = []
    for sentence in document.view(segment.sentences):
        within = any(q.start < sentence.span.start < q.end or q.start < sentence.span.end < q.end for q in spans)
        told.append(document[sentence.span] if within else _sentence(document[sentence.span], rng))
    joined: list[str] = []
    for sentence in told:
        short = joined and len(joined[-1].split()) < 12 and len(sentence.split()) < 12 and joined[-1].endswith(".")
        if short and not re.search(r"[“”\"]", joined[-1] + sentence) and rng.random() < 0.3:
            joined[-1] = f"{joined[-1][:-1]}, while {sentence}"
        else:
            joined.append(sentence)
    return " ".join(joined)


def _sentence(text: str, rng: random.Random) -> str:
    """One sentence with its words outside quotation marks changed, its day moved to the front, or cut in two."""
    spans = [(q.span.start, q.span.end) for q in decode.document(text).view(quotes.outer)]

    def outside(m: re.Match[str]) -> bool:
        return not any(start <= m.start() < end for start, end in spans)

    text = re.sub(r"\b[a-z]{3,}\b", lambda m: _word(m.group(), rng) if outside(m) else m.group(), text)
    spans = [(q.span.start, q.span.end) for q in decode.document(text).view(quotes.outer)]
    text = re.sub(r"(?<= )\d{1,2}(?= [a-z]{3,}s\b)", lambda m: _NUMBER_WORD.get(m.group(), m.group()) if outside(m) and rng.random() < 0.4 else m.group(), text)
    if rng.random() < 0.5 and (m := _DAY_LATER.match(text)):
        text = f"{m[2].capitalize().replace('On ' + m[2][3:].lower(), 'On ' + m[2][3:])}, {m[1]}{m[3]}"
    if "; " in text and not spans and rng.random() < 0.6:
        first, rest = text.split("; ", 1)
        text = f"{first}. {rest[:1].upper()}{rest[1:]}"
    return text


def _word(word: str, rng: random.Random) -> str:
    if word == "said":
        return rng.choice(SPEECH) if rng.random() < 0.5 else word
    if word.endswith("ly") and len(word) > 6 and rng.random() < 0.3:
        return ""
    return WORDS[word] if word in WORDS and rng.random() < 0.7 else word


CONTRACTIONS = {
    "do not": "don't", "does not": "doesn't", "is not": "isn't", "it is": "it's", "that is": "that's", "we are": "we're", "they are": "they're",
    "we have": "we've", "cannot": "can't", "will not": "won't", "there is": "there's",
}  # fmt: skip
SPOKEN = dict(
    pair.split("=")
    for pair in """also=too because=since big=huge but=yet can=could country=nation day=time every=each everyone=everybody good=great got=had happen=occur
    hard=tough help=assist important=crucial just=only know=understand like=as look=see lot=great=deal make=create many=numerous may=might maybe=perhaps
    much=far must=should need=have=to never=not nobody=none not=never now=today often=frequently people=folks place=spot really=truly right=correct
    say=tell see=watch should=must so=thus still=even take=get that=this the=those these=those thing=matter think=feel this=that time=moment
    very=quite want=wish was=had=been way=manner we=you well=fine were=are when=once which=that who=that will=would work=labour world=earth would=could
    year=season years=seasons""".split()
    if pair.count("=") == 1
)
FILLERS = ("really", "just", "very", "also", "now", "still", "actually", "certainly", "always", "only", "so", "well")


def quotation(text: str, rng: random.Random) -> tuple[str, str] | None:
    """A quotation of 8 to 50 words that was noted down otherwise: words exchanged, dropped and put in, contractions opened or made."""
    document = decode.document(text)
    long = [q for q in document.view(quotes.outer) if 8 <= len(document[q.content].split()) <= 50 and document[q.content].rstrip()[-1:] in ".,!?"]
    rng.shuffle(long)
    for q in long:
        words = document[q.content].split()
        places = [i for i, w in enumerate(words) if w.lower() in SPOKEN]
        if len(places) < 3:
            continue
        for i in rng.sample(places, min(len(places), rng.randint(2, 2 + len(words) // 10))):
            words[i] = SPOKEN[words[i].lower()]
        words = [w for w in words if w.lower() not in FILLERS or rng.random() < 0.5]
        if rng.random() < 0.4:
            words.insert(rng.randint(1, len(words) - 1), rng.choice(FILLERS))
        new = " ".join(words)
        for full, short in CONTRACTIONS.items():
            new = new.replace(full, short) if rng.random() < 0.5 else new.replace(short, full)
        return text[: q.content.start] + new + text[q.content.end :], new
    return None


def figure(text: str, rng: random.Random) -> tuple[str, str] | None:
    """A count, a sum or a share in a whole sentence of the writer's that another desk got wrong: no interval, day or year, no value that stands twice."""
    document = decode.document(text)
    spans = [(q.span.start, q.span.end) for q in document.view(quotes.outer)]
    found = []
    for sentence in document.view(segment.sentences):
        words = document[sentence.span]
        if len(words.split()) < 9 or not words.rstrip().endswith("."):
            continue
        for m in _COUNT.finditer(text, sentence.span.start, sentence.span.end):
            noun = (m["noun"] or "").strip()
            counted = m["money"] or m["unit"] or (noun and noun.split()[-1].endswith("s") and not any(map(_INTERVAL.match, noun.split())))
            dated = (
                text[: m.start()].rstrip().rpartition(" ")[2].strip("(,.") in MONTHS
                or len(re.findall(rf"(?<![\d.,]){re.escape(m['value'])}(?![\d.,]*\d)", text)) > 1
            )
            year = not m["unit"] and not m["money"] and re.fullmatch(r"(?:1[5-9]|20)\d\d", m["value"])
            if counted and not year and not dated and not any(start <= m.start() < end for start, end in spans):
                found.append(m)
    if not found:
        return None
    m = rng.choice(found)
    new = wrong(m["value"], rng)
    if re.search(rf"(?<![\d.,]){re.escape(new)}(?![\d.,]*\d)", text):
        return None
    return (text[: m.start("value")] + new + text[m.end("value") :], new) if new else None


def wrong(value: str, rng: random.Random) -> str:
    """Another number of the same look: a digit mistyped, two exchanged, half or twice as much; at least a tenth away."""
    old = float(value.replace(",", ""))
    for _ in range(40):
        slip = rng.randrange(3)
        if slip == 2:
            changed = f"{old * rng.choice((0.5, 1.5, 2)):,.0f}"
        else:
            digits = list(value)
            places = [i for i, d in enumerate(digits) if d.isdigit()]
            i, j = rng.sample(places, 2)
            digits[i], digits[j] = (digits[j], digits[i]) if slip else (str(rng.randint(1, 9)), digits[j])
            changed = "".join(digits)
        new = float(changed.replace(",", ""))
        if changed[0] != "0" and abs(new - old) >= 0.1 * old and ("," in changed) == ("," in value) and len(changed) == len(value):
            return changed
    return ""


KEYS = {a: b for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for a, b in zip(row, row[1:] + row[-2], strict=True)}
LETTERS = (("sh", "sch"), ("ph", "f"), ("y", "i"), ("ov", "off"), ("sky", "ski"), ("ou", "u"), ("ei", "ie"), ("c", "k"), ("w", "v"), ("kh", "h"), ("ee", "i"))


def surname(text: str, rng: random.Random) -> tuple[str, str] | None:
    """A name in running text, used at least twice, that another desk writes otherwise throughout."""
    found = sorted({m[1] for m in re.finditer(r"(?<=[a-z,] )([A-Z][a-z]{5,12})(?=['’]s\b|[ ,.])", text)})
    rng.shuffle(found)
    for word in found:
        common = word in WEEKDAYS or word in MONTHS or word.endswith(("ian", "ish", "ese")) or re.search(rf"\b{word.lower()}s?\b", text)
        if common or len(re.findall(rf"\b{word}\b", text)) < 2:
            continue
        new = _misspelt(word, rng)
        if new != word and new not in text:
            return re.sub(rf"\b{word}\b", new, text), new
    return None


def _misspelt(word: str, rng: random.Random) -> str:
    written = [word[0] + word[1:].replace(a, b, 1) for a, b in LETTERS if a in word[1:]]
    if written and rng.random() < 0.4:
        return rng.choice(written)
    i = rng.randint(2, len(word) - 2)
    return rng.choice(
        (
            word[:i] + word[i + 1 :],
            word[:i] + word[i] + word[i:],
            word[:i] + KEYS[word[i]] + word[i + 1 :],
            word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :],
        )
    )


def weekday(text: str, rng: random.Random) -> tuple[str, str] | None:
    """A day on which something happened, in a whole sentence, that is another one in the second report."""
    found = re.findall(rf"(?<= on )({'|'.join(WEEKDAYS)})(?=[,.]| (?:in|at|after|as|when|by|that|with|to) )", text)
    if not found:
        return None
    old = rng.choice(found)
    new = rng.choice([d for d in WEEKDAYS if d not in text] or [d for d in WEEKDAYS if d != old])
    return re.sub(rf"(?<=[Oo]n ){old}\b", new, text), new


@dataclass(frozen=True)
class Happening:
    """What a made-up report says: who, where, when, how many, and what was said; `voice` is the official who speaks at every such event."""

    town: str
    body: str
    voice: str
    other: str
    day: date
    published: date
    many: int
    few: int
    saying: str

    @property
    def on(self) -> str:
        """The day of the week on which it happened."""
        return WEEKDAYS[self.day.weekday()]

    @property
    def dateline(self) -> str:
        """Town and day of publication."""
        return f"{self.town.upper()}, {self.published.day} {self.published:%B %Y}"


SAYINGS = [
    (
        "We have asked for better brakes in every letter since the spring and nobody has answered us",
        "We asked for better brakes in all our letters since spring, and no one ever answered",
    ),
    (
        "It sounded like a train coming through the kitchen and then the roof was simply gone",
        "It was as if a train came through my kitchen, and then the roof was gone",
    ),
    (
        "The members have made it plain that they will not accept another year without a rise",
        "Our members made plain they would not accept one more year without any rise",
    ),
    (
        "Anyone who bought these heaters should unplug them tonight and bring them back to us",
        "People who have bought such heaters should unplug them tonight and bring them back",
    ),
    (
        "This council has listened to the market traders and it has found a way that keeps them here",
        "The council listened to market traders and found a way which keeps all of them here",
    ),
    (
        "I held on to the railing with both hands and counted until somebody pulled me out",
        "I held the railing with both my hands and counted till someone pulled me out",
    ),
]
SAID = dict(SAYINGS)


def happening(rng: random.Random) -> Happening:
    """An event with its people, place, day, figures and quotation."""
    day = date(2023, 2, 6) + timedelta(rng.randint(0, 300))
    one, two = rng.sample(GIVEN, 2)
    people = f"{one} {name(rng)}", f"{two} {name(rng)}"
    return Happening(name(rng), name(rng), *people, day, day + timedelta(rng.randint(0, 1)), rng.randint(104, 967), rng.randint(14, 93), rng.choice(list(SAID)))


def storm(h: Happening, second: bool) -> str:
    """A storm."""
    last = h.voice.split()[1]
    if second:
        return f"""Night of wind leaves {h.town} in the dark

{h.dateline} - People in {h.town} swept glass from their doorsteps after a storm that came up the {h.body} valley on {h.on}.

It tore the roofs from {h.many} houses, said {h.voice}, who leads the rescue service there. In the clinic {h.few} people had wounds dressed, {last} added.

{h.other} lost her home. “{h.saying},” she said."""
    return f"""Storm unroofs houses in {h.town}

{h.dateline} - A storm in the {h.body} valley tore roofs from {h.many} houses in {h.town} on {h.on}, rescue leader {h.voice} said.

The clinic treated {h.few} people for wounds, according to {last}.

“{h.saying},” said {h.other}, whose house stands by the river."""


def strike(h: Happening, second: bool) -> str:
    """A strike."""
    if second:
        return f"""No buses, no trams: {h.town} walks

{h.dateline} - The gates of the depot stayed shut and the stops were empty, for drivers at {h.body} Lines had downed tools.

{h.many} drivers took part in the strike on {h.on}, said {h.voice} of the transport union. That left {h.few} routes in {h.town} without service.

Passengers were patient. {h.other}, a nurse, had walked for an hour. “{h.saying},” union secretary {h.voice} said at the gate."""
    return f"""{h.body} Lines drivers strike in {h.town}

{h.dateline} - A strike by {h.many} drivers of {h.body} Lines stopped {h.few} routes in {h.town} on {h.on}, the transport union said.

“{h.saying},” said union secretary {h.voice}.

{h.other}, who runs {h.body} Lines, called the strike a blow to the town."""


def recall(h: Happening, second: bool) -> str:
    """A recall of a product."""
    if second:
        return f"""Heaters go back to the shop

{h.dateline} - Do not switch it on: with this advice {h.body} turned to its customers, whose heaters may catch fire.

The maker {h.body} from {h.town} had to recall {h.many} heaters on {h.on}. Fire brigades counted {h.few} fires that such heaters had caused.

{h.voice} speaks for the firm. “{h.saying},” {h.voice} said. Inspector {h.other} will test them."""
    return f"""{h.body} recalls heaters

{h.dateline} - {h.body} of {h.town} on {h.on} recalled {h.many} heaters that may catch fire, after brigades had reported {h.few} fires.

“{h.saying},” {h.body} spokesman {h.voice} said.

The heaters will be tested by inspector {h.other}."""


def crash(h: Happening, second: bool) -> str:
    """A railway crash."""
    last = h.voice.split()[1]
    if second:
        return f"""Two carriages lie in the field

{h.dateline} - Cranes were at work beside the line to {h.town}, where two carriages of {h.body} Rail had left the track.

{h.many} passengers were on the train that came off the rails on {h.on}, police commander {h.voice} said, and {h.few} passengers had to be taken to hospital.

Among them was {h.other}. “{h.saying},” {h.other} said. The cause is not known, {last} told reporters."""
    return f"""Train comes off the rails near {h.town}

{h.dateline} - A train of {h.body} Rail with {h.many} passengers came off the rails near {h.town} on {h.on}, police commander {h.voice} said.

Hospitals took in {h.few} passengers. The cause was not known yet, {last} said.

“{h.saying},” said passenger {h.other}."""


def robbery(h: Happening, second: bool) -> str:
    """A robbery."""
    last = h.voice.split()[1]
    if second:
        return f"""Masked gang empties jeweller's safe

{h.dateline} - Glass crunched underfoot in the arcade, and the owner could only shake her head.

Robbers had broken into the {h.body} jewellery shop in {h.town} on {h.on}. They took {h.many} rings, said detective {h.voice}, who knows of {h.few} witnesses.

{h.other} saw the gang leave. “{h.saying},” {h.other} told reporters. {last} asked for more calls."""
    return f"""{h.many} rings stolen in {h.town}

{h.dateline} - Robbers took {h.many} rings from the {h.body} jewellery shop in {h.town} on {h.on}, detective {h.voice} said.

Police questioned {h.few} witnesses, {last} said.

“{h.saying},” said shop assistant {h.other}."""


def outbreak(h: Happening, second: bool) -> str:
    """Food poisoning in a school."""
    last = h.voice.split()[1]
    if second:
        return f"""Lunch sends pupils to hospital

{h.dateline} - It began with a stomach ache in the back row and ended with ambulances in the yard of the {h.body} school.

After the lunch that the {h.body} school in {h.town} served on {h.on}, {h.many} pupils fell ill, {h.voice} said. {h.few} children went to hospital.

{h.other} has a daughter there. “{h.saying},” she said. {last} has closed the kitchen."""
    return f"""{h.many} pupils ill after school lunch

{h.dateline} - The lunch of the {h.body} school in {h.town} made {h.many} pupils ill on {h.on}, health officer {h.voice} said.

Some {h.few} children went to hospital. The kitchen was closed, {last} said.

“{h.saying},” said {h.other}, the mother of a pupil."""


Telling = Callable[[Happening, bool], str]
TELLINGS: tuple[Telling, ...] = (storm, strike, recall, crash)
HELD_OUT: tuple[Telling, ...] = (robbery, outbreak)
"""Kinds of events that were not looked at while the rules were worked on."""


def drifted(told: Happening, kind: str, rng: random.Random) -> tuple[Happening, str]:
    """The same event with one thing told otherwise, and the words that give it away."""
    if kind == "quotation":
        return replace(told, saying=SAID[told.saying]), SAID[told.saying]
    if kind == "figure":
        if rng.random() < 0.5:
            new = wrong(str(told.many), rng) or str(told.many * 2)
            return replace(told, many=int(new)), new
        new = wrong(str(told.few), rng) or str(told.few + 31)
        return replace(told, few=int(new)), new
    if kind == "name":
        given, last = told.voice.split()
        new = _misspelt(last, rng)
        return replace(told, voice=f"{given} {new}"), new
    moved = replace(told, day=told.day - timedelta(rng.choice((1, 2, 3))))
    return moved, moved.on


def sibling(told: Happening, rng: random.Random) -> Happening:
    """The next event of the kind, one to three days later, in the same place, of the same body, with the same official; the rest is its own."""
    later = timedelta(rng.randint(1, 3))
    own = happening(rng)
    return replace(own, town=told.town, body=told.body, voice=told.voice, day=told.day + later, published=told.published + later)
