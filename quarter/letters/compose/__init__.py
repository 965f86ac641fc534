"""What each letter says, made when it is sent; nothing if its receiver may not have it or need not act any more."""
