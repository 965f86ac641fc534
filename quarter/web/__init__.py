"""The Flask toolkit of the house: one session and one commit a request, permits, pages, forms, locale.

Start reading at `permits.py`.
"""
