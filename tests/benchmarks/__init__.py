"""How fast Quarter is: `make bench` measures and prints one table. Start reading at `__main__.py`."""
