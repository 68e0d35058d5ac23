"""What a step changes, as edits: where functions become async, calls are awaited, tests and their mocks follow.

Nothing is written: `plan` asks what the tests cannot follow, `rewrite` applies the edits.
"""
