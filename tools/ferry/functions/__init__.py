"""Functions that travel as values: what wraps them, who runs them, and what a call can run."""
