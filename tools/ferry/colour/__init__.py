"""Which functions must become async, what stands in the way, and what stays on the facade."""
