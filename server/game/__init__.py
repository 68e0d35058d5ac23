"""The rules of the game. Pure: no I/O, no clock, no database; anything in `server` may import it."""
