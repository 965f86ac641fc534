"""Reading what is due: across the rooms for a group, and across the groups for an organisation.

Start reading at `overview.py` and `desk.py`. To build a statement takes as long as to run it, so each is built once.
"""
