"""How votes are counted: one file a method, with its choices, its count, and what its outcome is explained by."""
