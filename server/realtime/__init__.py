"""Players' WebSocket sessions: who is connected and where, and what they are sent.

Imported by the container and the app. Imports services and `server/game`; what a line means is the business of
`server/commands`, which reaches a session as an object.
"""
