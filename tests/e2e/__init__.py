"""Tests of the game as a whole: stories of players, and the server as a process. Nothing imports them."""
