"""Quarters with their outline, how the site looks, and the duty pages."""
