"""The call-site document reads as what it lists, whatever stands in the names and lines of the tree."""

from markdown_it import MarkdownIt

from tools.ferry.model import Elsewhere, Inventory, Mention, Site, Unknown
from tools.ferry.report import inventory_markdown

FILE = "shop/__init__`a|b.py"


def rendered(**facts: object) -> str:
    """Return the document of an inventory as HTML, as GitHub shows it."""
    inventory = Inventory(**{"facade": "shop.Store", "sites": (), "unknown": (), "elsewhere": (), **facts})  # type: ignore[arg-type]
    return str(MarkdownIt("commonmark").enable("table").render(inventory_markdown(inventory)))


def test_a_call_has_its_place_with_the_column() -> None:
    site = Site(FILE, 3, 7, "get", "call", "a or `b|c`", "shop.<lambda:3>", "web", "type")

    page = rendered(sites=(site,))

    assert "<td><code>shop/__init__`a|b.py:3:7</code></td>" in page
    assert "<td><code>a or `b|c`.get</code></td>" in page
    assert "<td><code>shop.&lt;lambda:3&gt;</code></td>" in page


def test_what_is_unknown_or_elsewhere_stays_in_its_cells() -> None:
    unknown = Unknown("a.py", 1, "get", "d['x|y']", "nothing says what `a|b` is <here>")

    page = rendered(unknown=(unknown,), elsewhere=(Elsewhere("a.py", 2, "get", "dict[str | int]"),))

    assert "<td><code>d['x|y'].get</code></td>" in page.replace("&#39;", "'").replace("&quot;", '"')
    assert "<td>nothing says what <code>a|b</code> is &lt;here&gt;</td>" in page
    assert "<td><code>dict[str | int]</code></td>" in page


def test_a_line_that_mentions_the_facade_is_no_html_and_stands_there_once() -> None:
    text = "# Store <!-- `Store` <script>alert(1)</script> *and* more"
    mentions = tuple(Mention("a.py", 4, column, "Store", "a", "web", text) for column in (3, 15))

    page = rendered(mentions=mentions)

    assert "<!--" not in page
    assert "<script>" not in page
    assert page.count("<li>") == 1
    assert "<code>a.py:4:3</code>: <code># Store &lt;!-- `Store` &lt;script&gt;" in page
