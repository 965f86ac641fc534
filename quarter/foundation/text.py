"""Text as people type it, and the one form in which the house keeps it."""

import re
import unicodedata

MOST_WORDS = 6  # of a search; more narrow it no further
MOST_MARKS = 30  # on one letter; what orders them takes the square of their number (UAX 15, stream-safe text)

_LINE_END = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# Controls, soft hyphen, what breaks or joins lines unseen, embeddings and overrides of the direction, halves of
# letters, tags, and what is no letter at all. Joiners and the isolates and marks of the direction are needed.
_UNSEEN = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u180e\u200b\u202a-\u202e\u2060-\u2065\u206a-\u206f\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f]"
)
# Symbol fonts put their signs here, bullets nearly always. What Word writes for arrows and faces stays what it was.
_SYMBOL = re.compile("[\uf020-\uf0ff]")
_SIGNS = {"\uf0e0": "→", "\uf0df": "←", "\uf0f3": "⇔", "\uf04a": "☺", "\uf04c": "☹", "\uf0fc": "✓", "\uf020": " "}
_SEEN = re.compile(
    r"[^\s\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c-\u200f\u2066-\u2069\u2800\u3164"
    r"\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_MANY_MARKS = re.compile(rf"[^\w\s]{{{MOST_MARKS + 1},}}")  # or other signs: no mark is a letter or a blank
_GRAPHEME_JOINER = "\u034f"


def normalised(text: str) -> str:
    """A text as it is kept, wherever it comes in: composed (NFC), with `\\n` between lines, without what nobody sees.

    It has no more than blanks if nothing is to be seen in it. It takes time as its length says, whatever is sent.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _UNSEEN.sub("", _LINE_END.sub("\n", text))
    text = _SYMBOL.sub(lambda sign: _SIGNS.get(sign.group(), "•"), text)
    text = unicodedata.normalize("NFC", _MANY_MARKS.sub(_few_at_a_time, text))
    return text if _SEEN.search(text) or text.isspace() else ""


def one_line(text: str) -> str:
    """The same for a name or a title: a blank stands where a line ends."""
    return re.sub("[\n\t]+", " ", normalised(text))


def spellings(text: str) -> set[str]:
    """A text as it may stand where it was kept before texts were normalised: letters and marks together, or apart."""
    return {text, *(unicodedata.normalize(form, text) for form in ("NFC", "NFD"))}


def words_of(search: str) -> list[str]:
    """The words that are looked for."""
    return normalised(search).split()[:MOST_WORDS]


def joined(*parts: str) -> str:
    """`Amt für Grün · Klaus Weber`, without what is empty."""
    return " · ".join(part for part in parts if part)


def _few_at_a_time(run: re.Match[str]) -> str:
    """With a joiner, which nobody sees, after every so many marks: none of them is lost."""
    written, marks = list[str](), 0
    for char in run.group():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > MOST_MARKS:
            written.append(_GRAPHEME_JOINER)
            marks = 1
        written.append(char)
    return "".join(written)
