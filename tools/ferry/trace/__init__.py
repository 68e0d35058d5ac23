"""Where the facade goes: from every place where it comes in, through everything that carries it."""
