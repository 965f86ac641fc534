"""Minutes as Akoma Ntoso 3.0, the OASIS standard for parliaments: for archives and for other people's programs.

Start reading at `debate.py`; `metadata.py` says which document this is and how it was voted, `references.py` lists
whom and what it speaks of, `nodes.py` makes elements.
"""

from quarter.meetings.exports.akoma_ntoso.debate import render

__all__ = ["render"]
