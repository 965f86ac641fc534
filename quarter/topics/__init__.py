"""The red thread: one matter as it travels from issue to effect.

Issues, decisions, actions and agenda items carry `topic_id`; the thread page reads what happened to them
from the audit rows, in one query. Start reading at `queries.py`.
"""
