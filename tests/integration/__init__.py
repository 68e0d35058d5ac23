"""Tests of the whole server over HTTP and WebSocket. Nothing imports them."""
