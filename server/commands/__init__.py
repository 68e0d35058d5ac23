"""What a player can type: one package per family, one module per verb, one table of them all.

Imported by the container. Imports services and `server/game`; how messages travel is the business of `server/realtime`.
"""
