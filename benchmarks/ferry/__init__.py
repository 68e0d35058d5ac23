"""The migration engine on a large generated tree. Nothing imports it but its own program."""
