"""The multiplayer text-game server, on nothing but the asynchronous persistence layer."""
