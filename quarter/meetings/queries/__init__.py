"""What is read about meetings: the list, one meeting with its agenda, and who is in the room."""
