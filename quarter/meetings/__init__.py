"""Sitting together: meetings, agenda, attendance and quorum, notes, and the minutes with their exports.

Minutes go draft → circulated → approved → sealed. `document.py` holds the one `Minutes` object that every
file in `exports/` turns into bytes. Start reading at `domain.py`.
"""
