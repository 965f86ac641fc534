"""Deeds in plans: opening and finishing them, variants, the elements in them, what people say to those."""
