"""The game as its players meet it: a running server and clients for it. For integration and end-to-end tests."""
