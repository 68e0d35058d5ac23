"""Who calls whom, as far as a call of the facade is at its end."""
