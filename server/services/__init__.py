"""What can be done in the game and with accounts: use cases, each in its own package.

Imported by `server/api`, `server/commands`, `server/realtime` and `server/container`. Imports `server/game` and
`persistence`.
"""
