"""What was agreed: who does what by when, and how it goes. Start reading at `service.py`."""
