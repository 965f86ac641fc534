"""The shape of what people write about meetings and their agenda."""
