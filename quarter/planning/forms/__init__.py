"""The shape of what people write about plans, variants and the things in them."""
