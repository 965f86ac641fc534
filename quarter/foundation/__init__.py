"""What every room stands on: database, events, policy, time. Knows no room and no Flask.

Start reading at `events.py`: a deed records an event, and audit, thread and outbox follow from it.
"""
