"""The persistence layer beside other ways to reach the same database. Nothing imports it but its own program."""
