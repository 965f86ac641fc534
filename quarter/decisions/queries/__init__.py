"""Reading decisions: one with its rule, the register of all, and how a vote goes."""
