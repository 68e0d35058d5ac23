import unittest


class SumTest(unittest.TestCase):
    def setUp(self) -> None:
        self.numbers = [1, 2]
        self.addCleanup(self.numbers.clear)

    def test_the_sum(self) -> None:
        self.assertEqual(sum(self.numbers), 3)
        self.assertRaises(ValueError, int, "x")
