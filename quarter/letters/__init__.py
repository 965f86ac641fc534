"""Mail that follows deeds: an invitation with its calendar entry, an answer to what somebody reported, news of
what somebody follows; and the list of what one follows.

The outbox calls the handlers in `subscriptions.py` after the deed is committed. Start reading there.
"""
