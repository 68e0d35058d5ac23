from app.persistence import get_persistence


class Report:
    def lines(self, level: int) -> list[int]:
        return [self.counted_at(level), 0]

    def counted_at(self, level: int) -> int:
        return level


class LongReport(Report):
    def count_all(self, level: int) -> int:
        return level * get_persistence().count_players()

    counted_at = count_all


def one_more(report: Report, level: int) -> int:
    return level + 1


class ShortReport(Report):
    counted_at = one_more


class Summary:
    closing_line = None

    def last_lines(self) -> list[str]:
        return [self.closing_line()] if self.closing_line else []


def rooms(summary: Summary) -> str:
    return ", ".join(player.name for player in get_persistence().list_players())


class LongSummary(Summary):
    closing_line = rooms


def show(report: Report, summary: Summary) -> list[object]:
    return [*report.lines(2), *summary.last_lines(), *LongSummary().last_lines(), *ShortReport().lines(1)]
