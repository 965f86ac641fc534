"""Minutes as Akoma Ntoso 3.0, the OASIS standard for parliaments: for archives and for other people's programs.

Start reading at `debate.py`; `metadata.py` says which document this is and how it was voted, `references.py` lists
whom and what it speaks of, `nodes.py` makes elements.
"""

from quarter.foundation.multilingual import Words
from quarter.minutes.document import Minutes, RecordStatus
from quarter.minutes.exports.akoma_ntoso.debate import write


def render(minutes: Minutes, words: Words, status: RecordStatus) -> bytes:
    """The XML file, as UTF-8."""

    return write(minutes, words, status)
