class TestNumbers:
    def test_one_is_one(self) -> None:
        assert 1 == 1
