"""Letters: one row for each message to each receiver, by mail or on paper, with its own fate.

A *duty* letter says that its receiver has to act: come, object, vote, answer, do. *News* is for whoever follows.
Rows are written in the transaction of the deed (`subscriptions.py`, `service/writing.py`) or when a day comes near
(`service/reminders.py`); the worker makes and sends each by itself (`sending.py`), and asks again then whether its
receiver may have it and still has to act (`compose/`). Start reading at `models.py`.
"""
