"""How a text inside a file is named: the file's path, `#`, and the row's name."""

import hashlib

SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".ndjson", ".ndjson.gz", ".ndjson.zst", ".parquet", ".warc", ".warc.gz")
LONGEST = 300
"""Characters of a row's name that are kept."""

_BITS = 1 << 27


def split(path: str) -> tuple[str, str | None]:
    """The file and the row that a reported path names; None for a file as a whole."""
    at = path.find("#")
    while at >= 0:
        if holds_records(path[:at]):
            return path[:at], path[at + 1 :]
        at = path.find("#", at + 1)
    return path, None


def holds_records(path: str) -> bool:
    """Whether a file of this name holds many texts: JSON lines, Parquet or WARC."""
    return path.lower().endswith(SUFFIXES)


class Met:
    """Which keys were met before, in sixteen megabytes however many there are: a set of them would grow with the file.

    A new key that is taken for one met before is one in a million of the first million keys.
    """

    def __init__(self) -> None:
        self._bits = bytearray(_BITS // 8)

    def add(self, key: bytes) -> bool:
        """Whether the key is new."""
        digest = hashlib.blake2b(key, digest_size=16).digest()
        new = False
        for i in range(0, 16, 4):
            byte, bit = divmod(int.from_bytes(digest[i : i + 4]) % _BITS, 8)
            new = new or not self._bits[byte] >> bit & 1
            self._bits[byte] |= 1 << bit
        return new


class Names:
    """Names given to the rows of one file. A name that was given before gets the number of its row: `id~17`."""

    def __init__(self) -> None:
        self._given = Met()

    def unique(self, name: str, row: int) -> str:
        """The name, with the number of its row where it was given before."""
        name = " ".join(name.split())[:LONGEST]
        return name if self._given.add(name.encode("utf-8", "surrogatepass")) else f"{name}~{row}"
