"""What one step of a migration tells the steps that need it."""

MigrationInfo = provider(
    doc = "A tree of a code base under migration, and how it came about.",
    fields = {
        "applied": "list of strings: the ids of the steps that made this tree, in the order in which they were applied",
        "tree": "File: the folder that holds the code base",
    },
)
