"""Tests of `server.world`."""
