"""Who is in the world and where."""

import asyncio
from uuid import uuid4

import pytest

from server.game.messages import Kind, Text
from server.realtime.close_codes import CloseCode
from server.realtime.hub import Hub
from server.services.characters import Character
from tests.support.game.ear import Ear

HELLO = Text("hello", Kind.SAY)
HELLO_FRAME = {"type": "text", "text": "hello", "kind": "say"}


def _character(name: str) -> Character:
    return Character(uuid4(), name, "quay")


@pytest.mark.asyncio
async def test_people_are_listed_where_they_are() -> None:
    hub, ada, byron = Hub(), _character("Ada"), _character("Byron")
    async with hub.seat(ada, Ear()) as ada_seat, hub.seat(byron, Ear()) as byron_seat:
        hub.enter(byron_seat, "quay")
        hub.enter(ada_seat, "quay")
        assert hub.people_in("quay") == ["Ada", "Byron"]
        assert hub.people_in("quay", but=ada.id) == ["Byron"]

        hub.move(ada.id, "market")

        assert (hub.people_in("quay"), hub.people_in("market")) == (["Byron"], ["Ada"])
        assert hub.room_of(ada.id) == "market"
    assert hub.everyone() == hub.people_in("quay") == hub.people_in("market") == []


@pytest.mark.asyncio
async def test_one_who_has_sat_down_and_not_entered_is_nowhere() -> None:
    hub, ada = Hub(), _character("Ada")
    async with hub.seat(ada, Ear()):
        assert hub.everyone() == []
        with pytest.raises(LookupError):
            hub.room_of(ada.id)


@pytest.mark.asyncio
async def test_a_room_is_told_but_for_one_and_a_character_alone() -> None:
    hub, ada, byron, cato = Hub(), _character("Ada"), _character("Byron"), _character("Cato")
    ears = {character.id: Ear() for character in (ada, byron, cato)}
    async with (
        hub.seat(ada, ears[ada.id]) as one,
        hub.seat(byron, ears[byron.id]) as two,
        hub.seat(cato, ears[cato.id]) as three,
    ):
        for seat, room_id in ((one, "quay"), (two, "quay"), (three, "market")):
            hub.enter(seat, room_id)

        hub.tell_room("quay", HELLO, but=ada.id)
        hub.tell(cato.id, HELLO)
        hub.tell(uuid4(), HELLO)

    assert [ears[character.id].heard for character in (ada, byron, cato)] == [[], [HELLO_FRAME], [HELLO_FRAME]]


@pytest.mark.asyncio
async def test_who_takes_over_waits_until_the_one_before_has_left() -> None:
    hub, ada, first, order = Hub(), _character("Ada"), Ear(), list[str]()

    async def play_first() -> None:
        async with hub.seat(ada, first) as seat:
            await first.closed.wait()
            order.append("first ends")
            assert seat.taken_over

    async def play_second() -> None:
        async with hub.seat(ada, Ear()) as seat:
            order.append("second begins")
            assert seat.took_over

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(play_first())
        await asyncio.sleep(0)
        tasks.create_task(play_second())

    assert order == ["first ends", "second begins"]
    assert first.code is CloseCode.TAKEN_OVER
    assert [frame["code"] for frame in first.heard] == ["taken_over"]


@pytest.mark.asyncio
async def test_one_who_gives_up_waiting_for_the_seat_leaves_it_to_the_next() -> None:
    hub, ada, first = Hub(), _character("Ada"), Ear()
    async with hub.seat(ada, first):
        impatient = asyncio.create_task(hub.seat(ada, Ear()).__aenter__())
        await first.closed.wait()
        impatient.cancel()
        await asyncio.wait([impatient])

    async with hub.seat(ada, Ear()) as seat:
        assert not seat.took_over
