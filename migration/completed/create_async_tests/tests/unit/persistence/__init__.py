"""Tests of the asynchronous persistence layer on a real PostgreSQL."""
