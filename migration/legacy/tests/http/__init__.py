"""Tests over HTTP on a real PostgreSQL."""
