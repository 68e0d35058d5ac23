"""Tests of the WebSocket sessions, part by part."""
