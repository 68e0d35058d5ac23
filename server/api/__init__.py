"""The HTTP interface, one package per resource, versioned under `/api/v1`.

Imported by the app. Imports services and `server/game`; a handler translates and nothing more.
"""
