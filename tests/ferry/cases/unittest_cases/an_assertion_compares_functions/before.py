"""Assertions of unittest compare the functions that they are given, and call none."""

import argparse
import unittest

from app.persistence import PersistenceLayer, get_persistence


def show(layer: PersistenceLayer) -> int:
    return layer.count_players()


def lists(layer: PersistenceLayer) -> int:
    return layer.count_players() + 1


COMMANDS = {"show": show, "list": lists}


def parse(name: str):
    return COMMANDS[name]


def run(name: str) -> int:
    return COMMANDS[name](get_persistence())


class ParseTest(unittest.TestCase):
    def test_parse(self) -> None:
        self.assertIs(parse("show"), show)
        self.assertEqual(parse("list"), lists)
        self.assertIn(show, list(COMMANDS.values()))
        self.assertIsNot(parse("list"), show)
        self.assertNotEqual(parse("list"), show)
        self.assertIsNotNone(show)
        self.assertTrue(show)
        self.assertTrue(parse("list") is lists)
        self.assertDictEqual(COMMANDS, {"show": show, "list": lists})
        self.assertEqual([parse("show"), parse("list")], [show, lists])

    def test_run(self) -> None:
        self.assertIsInstance(run("show"), int)
