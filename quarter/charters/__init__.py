"""By which rules a group works: its charter, in versions, and whether it is quorate.

The charter says when the group is quorate, what a decision needs, and which deadlines hold; decisions keep the
version they were made under. Start reading at `domain.py`.
"""
