"""The record of a meeting: what it says, its way draft → circulated → approved → sealed, and the files made of it.

`document.py` holds the one `Minutes` object: `builder.py` makes it from the rows of the meeting, and every file in
`exports/` turns it into bytes. A draft has no row of its own: it is what the rows of the meeting say now. The record's
row is made when the text first goes round and holds it frozen. Start reading at `domain.py`, then `document.py`.

With the seal all files are made once and kept (`kept_files.py`), and who is named in public is frozen when the minutes
go round (`naming.py`); what changes in accounts afterwards changes no sealed byte.

Extent: the full version for the group, or the public one. Standing: where the minutes stand, and since when.
"""
