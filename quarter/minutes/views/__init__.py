"""The pages of minutes, on one blueprint; their addresses begin with the meeting's."""
