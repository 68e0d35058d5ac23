"""The program: settings, logs, start and stop. Only tests import it."""
