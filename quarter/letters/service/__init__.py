"""Writing letters, noting what became of them, and what people do with those that did not arrive."""
