from app.persistence.async_layer import get_async_persistence


class Report:
    async def lines(self, level: int) -> list[int]:
        return [await self.counted_at(level), 0]

    async def counted_at(self, level: int) -> int:
        return level


class LongReport(Report):
    async def count_all(self, level: int) -> int:
        return level * await get_async_persistence().count_players()

    counted_at = count_all


async def one_more(report: Report, level: int) -> int:
    return level + 1


class ShortReport(Report):
    counted_at = one_more


class Summary:
    closing_line = None

    async def last_lines(self) -> list[str]:
        return [await self.closing_line()] if self.closing_line else []


async def rooms(summary: Summary) -> str:
    return ", ".join(player.name for player in await get_async_persistence().list_players())


class LongSummary(Summary):
    closing_line = rooms


async def show(report: Report, summary: Summary) -> list[object]:
    return [*await report.lines(2), *await summary.last_lines(), *await LongSummary().last_lines(), *await ShortReport().lines(1)]
