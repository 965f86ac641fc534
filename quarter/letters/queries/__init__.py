"""What is read about letters: who gets them, what one follows, and what waits to be sent."""
