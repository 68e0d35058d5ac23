"""The status as one self-contained page for a wall."""

from tools.ferry.report import render
from tools.ferry.status.burndown import Status
from tools.ferry.status.chart import HEIGHT, WIDTH, chart
from tools.ferry.status.pace import expected_end


def status_page(status: Status) -> str:
    """Return the page; it needs no network, no script and no pointer."""
    to_do = sum(part.left + part.sites for part in status.steps)
    done = sum(part.done for part in status.steps)
    return render(
        "status.html.j2",
        status=status,
        percent=100 if to_do == 0 else 100 * done // (done + to_do),
        chart=chart(status.days),
        width=WIDTH,
        height=HEIGHT,
        end=expected_end(status.days),
    )
