"""Assertions of unittest compare the functions that they are given, and call none."""

import argparse
import unittest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def show(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


async def lists(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players() + 1


COMMANDS = {"show": show, "list": lists}


def parse(name: str):
    return COMMANDS[name]


async def run(name: str) -> int:
    return await COMMANDS[name](get_async_persistence())


class ParseTest(unittest.IsolatedAsyncioTestCase):
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

    async def test_run(self) -> None:
        self.assertIsInstance(await run("show"), int)
