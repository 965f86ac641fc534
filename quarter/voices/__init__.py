"""What people say and show about anything that has an address: comments, supports, follows, photos.

A voice is kept under the key of the register of subjects. The rooms above say which event a deed leaves, and who may
do it. Start reading at `service.py`, then `taking_part.py`, by which their pages let people take part.
"""
