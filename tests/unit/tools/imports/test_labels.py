"""Labels as text."""

import pytest

from tools.imports.labels import canonical, package_of, path_of, short


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (":a", "//x/y:a"),
        ("a", "//x/y:a"),
        ("//x/z", "//x/z:z"),
        ("//x/z:a", "//x/z:a"),
        ("@pypi//sqlalchemy", "@pypi//sqlalchemy:sqlalchemy"),
        ("@pypi//sqlalchemy:pkg", "@pypi//sqlalchemy:pkg"),
    ],
)
def test_every_way_to_write_a_label_has_one_canonical_form(written: str, expected: str) -> None:
    assert canonical(written, "x/y") == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [("//x/y:a", ":a"), ("//x/z:z", "//x/z"), ("//x/z:a", "//x/z:a"), ("@pypi//a:a", "@pypi//a")],
)
def test_a_label_is_written_as_short_as_its_place_allows(label: str, expected: str) -> None:
    assert short(label, "x/y") == expected


def test_a_label_names_a_file_below_its_package() -> None:
    assert package_of("//x/y:z/a.py") == "x/y"
    assert path_of("//x/y:z/a.py") == "x/y/z/a.py"
    assert path_of("//:a.py") == "a.py"


def test_a_label_of_another_repository_names_no_file_of_ours() -> None:
    assert path_of("@pypi//x:a.py") is None
