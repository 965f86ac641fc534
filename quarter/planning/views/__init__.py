"""The pages of plans. Start reading at `plans.py`."""
