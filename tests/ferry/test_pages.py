"""The pages can be read: contrast, language, headings, heads of tables, and what the keyboard reaches.

Contrast is that of WCAG 2.2, level AA: 4.5 to 1 for text, 3 to 1 for what a picture or an outline says
(https://www.w3.org/TR/WCAG22/#contrast-minimum, https://www.w3.org/TR/WCAG22/#non-text-contrast).
"""

import itertools
import re
from html.parser import HTMLParser

import pytest

from tools.ferry.model import Blocker, Plan, StepPlan
from tools.ferry.report import page, plan_document
from tools.ferry.report.graph import plan_svg
from tools.ferry.status import Day, Status, status_page
from tools.ferry.status.burndown import Part

PLAN = Plan(
    functions=(),
    blockers=(Blocker("shop/web.py", 3, "property", "reading cannot wait", "make it a method"),),
    steps=(
        StepPlan("migrate_web", "web", "package", (), ("shop/web.py",), (), 3),
        StepPlan("migrate_orders", "orders", "package", ("migrate_web",), ("shop/orders.py",), (), 1),
    ),
    gaps=("export",),
)
PARTS = (Part("migrate_web", 3, 0, 0), Part("migrate_orders", 1, 2, 4))
DAYS = (Day("2026-01-01", 9, 4, 1, {"migrate_web": 5}), Day("2026-01-02", 4, 2, 1, {"migrate_web": 0}))
STATUS = Status("shop.store.Store", {"web": 4}, PARTS, PARTS, 1, 1, 1, 2, DAYS)
PAGES = {"status": status_page(STATUS), "plan": page(plan_document(PLAN, proposed=False))}
each_page = pytest.mark.parametrize("name", PAGES)
TEXT, OTHER = 4.5, 3.0


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rgb` or `#rrggbb`: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    digits = colour.removeprefix("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def variables(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours that a style names, in light and in dark."""
    light, _, dark = css.partition("prefers-color-scheme: dark")
    found = [dict(re.findall(r"--(\w+): (#\w+)", part)) for part in (light, dark)]
    return found[0], {**found[0], **found[1]}


def fills(css: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours of the picture's parts, in light and in dark: `rect.fill`, `path.stroke`."""
    light, _, dark = css.partition("prefers-color-scheme: dark")
    found: list[dict[str, str]] = [{}, {}]
    for part, colours in zip((light, dark), found, strict=True):
        for selector, body in re.findall(r"([.\w ]+) \{([^}]*)\}", part):
            for kind, colour in re.findall(r"(fill|stroke|background): (#\w+)", body):
                colours[f"{selector.strip()}.{kind}"] = colour
    return found[0], {**found[0], **found[1]}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_page_for_the_wall_has_enough_contrast(scheme: int) -> None:
    colour = variables(PAGES["status"])[scheme]

    for text in ("ink", "soft", "done", "warn"):
        assert contrast(colour[text], colour["card"]) >= TEXT, text
        assert contrast(colour[text], colour["page"]) >= TEXT, text
    for mark in ("bar", "done"):
        assert contrast(colour[mark], colour["rest"]) >= OTHER, mark
        assert contrast(colour[mark], colour["card"]) >= OTHER, mark


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_picture_of_the_steps_has_enough_contrast(scheme: int) -> None:
    colour = fills(plan_svg(PLAN))[scheme]

    for box in ("rect.fill", ".person rect.fill"):
        assert contrast(colour["text.fill"], colour[box]) >= TEXT
        assert contrast(colour[".small.fill"], colour[box]) >= TEXT
    for mark in ("rect.stroke", ".person rect.stroke", "path.stroke", "marker path.fill"):
        assert contrast(colour[mark], colour["svg.background"]) >= OTHER, mark


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_outlines_and_bars_of_a_page_stand_out(scheme: int) -> None:
    """Its texts have the colours of the browser; `Canvas` is white, and at most #121212 in the dark."""
    colour = variables(PAGES["plan"])[scheme]

    assert contrast(colour["bar"], ("#ffffff", "#121212")[scheme]) >= OTHER


@each_page
def test_dark_colours_are_for_the_screen_alone(name: str) -> None:
    """Paper is white: light text on it could not be read."""
    assert "@media (prefers-color-scheme: dark)" not in PAGES[name]


class Outline(HTMLParser):
    """What a page is made of, in its order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag."""
        self.tags.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of each such tag."""
        return [attributes for name, attributes in self.tags if name == tag]


@each_page
def test_the_page_says_its_language_and_title(name: str) -> None:
    outline = Outline(PAGES[name])

    assert outline.of("html") == [{"lang": "en"}]
    assert outline.of("main") == [{}]
    assert len(outline.of("title")) >= 1


@each_page
def test_headings_go_down_one_by_one(name: str) -> None:
    levels = [int(tag[1]) for tag, _ in Outline(PAGES[name]).tags if re.fullmatch(r"h\d", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@each_page
def test_every_head_of_a_table_says_what_it_is_the_head_of(name: str) -> None:
    outline = Outline(PAGES[name])

    assert outline.of("table")
    assert {head.get("scope") for head in outline.of("th")} == {"col", "row"}


@each_page
def test_what_the_keyboard_reaches_has_a_name_and_stands_in_the_order_of_the_page(name: str) -> None:
    outline = Outline(PAGES[name])
    ids = {attributes["id"] for _, attributes in outline.tags if "id" in attributes}
    reached = [{"role": tag, **attributes} for tag, attributes in outline.tags if "tabindex" in attributes]

    assert reached
    assert {attributes["tabindex"] for attributes in reached} == {"0"}
    assert all(a.get("aria-label") or a.get("aria-labelledby") in ids for a in reached)
    assert {a["role"] for a in reached} <= {"region", "figure"}


def test_a_dotted_name_in_the_title_does_not_widen_a_narrow_page() -> None:
    assert re.search(r"\bh1\b[^{}]*\{ overflow-wrap: anywhere; \}", PAGES["plan"])


@each_page
def test_no_two_landmarks_have_one_name(name: str) -> None:
    """https://www.w3.org/WAI/ARIA/apg/practices/landmark-regions/: a section with a name is one."""
    named = [attributes for tag, attributes in Outline(PAGES[name]).tags if tag == "section" or "role" in attributes]
    names = [attributes["aria-labelledby"] for attributes in named if "aria-labelledby" in attributes]

    assert names
    assert len(names) == len(set(names))


@each_page
def test_every_table_has_a_name(name: str) -> None:
    tags = [tag for tag, _ in Outline(PAGES[name]).tags]
    follows = [tags[position + 1] for position, tag in enumerate(tags) if tag == "table"]

    assert set(follows) == {"caption"}
