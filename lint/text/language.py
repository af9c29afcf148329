"""The language of a document, told cheaply: by its script, then by its function words."""

from collections import Counter
from functools import cache

from lint import patterns, rulefolder
from lint.text.document import Document

SAMPLE = 6000
"""How many characters, from the start and the middle of a longer text, are looked at."""

_SCRIPTS = (
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "ru"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "ar"),
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"),
    (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"),
    (0x0D80, 0x0DFF, "si"),
    (0x0E00, 0x0E7F, "th"),
    (0x0E80, 0x0EFF, "lo"),
    (0x1000, 0x109F, "my"),
    (0x10A0, 0x10FF, "ka"),
    (0x1200, 0x137F, "am"),
    (0x1780, 0x17FF, "km"),
    (0x3040, 0x30FF, "ja"),
    (0x3400, 0x9FFF, "zh"),
    (0xAC00, 0xD7AF, "ko"),
)
_WORD = patterns.compiled(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OTHER_SCRIPT = patterns.compiled("[\u0370-\u1fff\u3040-\u9fff\uac00-\ud7af]")
SHORT = 40
"""Under so many words a text in Latin letters without a sign of another language counts as English, the language the rules are written for."""


def language(document: Document) -> str:
    """An ISO 639-1 code, or `und` where the text is long enough to tell and no known language stands out."""
    text = document.text
    if len(text) > SAMPLE:
        middle = len(text) // 2
        text = text[: SAMPLE // 2] + " " + text[middle : middle + SAMPLE // 2]
    other = [] if text.isascii() else _OTHER_SCRIPT.findall(text)
    if other:
        letters = sum(map(str.isalpha, text))
        if 3 * len(other) > letters:
            return _by_script(other, text)
    return _by_words(_WORD.findall(text.lower() if text.isupper() else text))


def _by_script(letters: list[str], text: str) -> str:
    """The language that uses this script most. Kana marks Japanese even among many Chinese characters; some Cyrillic and Arabic letters tell more."""
    found: Counter[str] = Counter()
    for letter, count in Counter(letters).items():
        code = ord(letter)
        name = next((name for low, high, name in _SCRIPTS if low <= code <= high), None)
        if name:
            found[name] += count
    if not found:
        return "und"
    if found["ja"] * 10 > found["zh"]:
        found["ja"] += found.pop("zh", 0)
    best = found.most_common(1)[0][0]
    if best == "ru" and patterns.compiled("[іїєґ]").search(text):
        return "uk"
    if best == "ar" and patterns.compiled("[پچژگ]").search(text):
        return "ur" if patterns.compiled("[ٹڈڑں]").search(text) else "fa"
    return best


def _by_words(words: list[str]) -> str:
    """The language whose function words are commonest; capitalised words are left out, since "La" and "De" open names in any language."""
    if not words:
        return "und"
    listed = _languages()
    found: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for word, count in Counter(filter(listed.__contains__, words)).items():
        names = listed[word]
        for name in names:
            found[name] += count
            own[name] += "en" not in names
    english = found["en"]
    best, score = max(found.items(), key=lambda item: (item[1], item[0] == "en"), default=("en", 0))
    if best != "en" and own[best] >= 3 and score >= 1.3 * english:
        return best if score >= 0.1 * len(words) else "und"
    return "en" if len(words) < SHORT or english >= 0.04 * len(words) else "und"


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """Each function word with the languages it belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for name, words in rulefolder.lexicon("function-words").items():
        for word in words.split():
            found[word] = (*found.get(word, ()), name)
    return found
