"""Mail that follows deeds: an invitation with its calendar entry, an answer to what somebody reported.

The outbox calls the handlers in `subscriptions.py` after the deed is committed. Start reading there.
"""
