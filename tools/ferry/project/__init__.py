"""The tree with its configuration, read and ready to be asked, and what in it holds the facade."""
