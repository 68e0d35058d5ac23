"""Tests of the commands on mocks of the services."""
