"""A save keeps the whole player, and overwrites nobody's change."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import asyncpg
import pytest

from persistence.accounts.models import Account
from persistence.errors import DuplicateError, NotFoundError, StaleDataError, ValidationError
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player


@pytest.mark.asyncio
async def test_the_first_save_makes_version_one(persistence: AsyncPersistenceLayer, account: Account) -> None:
    player = Player.new(user_id=account.id, name="Bea", room_id="harbour/quay")

    saved = await persistence.save_player(player)

    assert player.version == 0
    assert saved == replace(player, version=1)


@pytest.mark.asyncio
async def test_each_save_counts_the_version_up(persistence: AsyncPersistenceLayer, player: Player) -> None:
    saved = await persistence.save_player(replace(player, name="Adela", room_id="harbour/loft"))

    assert saved == replace(player, name="Adela", room_id="harbour/loft", version=2)
    assert await persistence.get_player_by_name("Ada") is None


@pytest.mark.asyncio
async def test_a_save_over_anothers_change_is_refused_naming_both_versions(
    persistence: AsyncPersistenceLayer, player: Player
) -> None:
    newer = await persistence.save_player(replace(player, room_id="harbour/loft"))

    with pytest.raises(StaleDataError) as refused:
        await persistence.save_player(replace(player, name="Other"))

    assert (refused.value.entity, refused.value.key) == ("player", player.id)
    assert (refused.value.expected, refused.value.found) == (1, 2)
    assert await persistence.get_player_by_id(player.id) == newer


@pytest.mark.asyncio
async def test_of_concurrent_saves_one_wins(persistence: AsyncPersistenceLayer, player: Player) -> None:
    rivals = [replace(player, name=f"Rival {number}") for number in range(20)]

    results = await asyncio.gather(*(persistence.save_player(rival) for rival in rivals), return_exceptions=True)

    winners = [result for result in results if isinstance(result, Player)]
    assert len(winners) == 1
    assert sum(isinstance(result, StaleDataError) for result in results) == 19
    assert await persistence.get_player_by_id(player.id) == winners[0]


@pytest.mark.asyncio
async def test_a_player_cannot_be_made_twice(persistence: AsyncPersistenceLayer, player: Player) -> None:
    with pytest.raises(StaleDataError, match="expected 0, found 1"):
        await persistence.save_player(replace(player, version=0))


@pytest.mark.asyncio
async def test_a_player_who_was_never_saved_has_no_later_version(
    persistence: AsyncPersistenceLayer, account: Account
) -> None:
    stranger = replace(Player.new(user_id=account.id, name="Bea", room_id="z/a"), version=3)

    with pytest.raises(NotFoundError):
        await persistence.save_player(stranger)

    assert await persistence.get_player_by_id(stranger.id) is None


@pytest.mark.asyncio
async def test_a_new_player_that_is_sent_again_meanwhile_is_stale_and_not_told_to_be_another(
    persistence: AsyncPersistenceLayer, account: Account
) -> None:
    for number in range(20):
        new = Player.new(user_id=account.id, name=f"Bea {number}", room_id="z/a")

        results = await asyncio.gather(*(persistence.save_player(new) for _ in range(8)), return_exceptions=True)

        assert results.count(replace(new, version=1)) == 1
        assert {type(result) for result in results} == {Player, StaleDataError}


@pytest.mark.asyncio
async def test_a_name_belongs_to_one_living_player(
    persistence: AsyncPersistenceLayer, account: Account, player: Player
) -> None:
    with pytest.raises(DuplicateError) as refused:
        await persistence.save_player(Player.new(user_id=account.id, name="ADA", room_id="z/a"))

    assert (refused.value.entity, refused.value.field) == ("player", "name")
    assert await persistence.list_players() == [player]


@pytest.mark.asyncio
async def test_a_player_needs_an_account(persistence: AsyncPersistenceLayer) -> None:
    nobody = uuid4()

    with pytest.raises(NotFoundError, match=f"there is no account {nobody}"):
        await persistence.save_player(Player.new(user_id=nobody, name="Bea", room_id="z/a"))


@pytest.mark.asyncio
async def test_the_time_of_last_activity_never_moves_back(persistence: AsyncPersistenceLayer, player: Player) -> None:
    later = player.last_active + timedelta(hours=1)
    await persistence.update_player_last_active(player.id, later)

    saved = await persistence.save_player(replace(player, name="Adela"))

    assert saved.last_active == later


@pytest.mark.asyncio
async def test_many_are_saved_in_the_order_given(persistence: AsyncPersistenceLayer, account: Account) -> None:
    fresh = [Player.new(user_id=account.id, name=f"Player {number}", room_id="z/a") for number in range(200)]

    first = await persistence.save_players(fresh)
    again = await persistence.save_players([replace(player, room_id="z/b") for player in first])

    assert first == [replace(player, version=1) for player in fresh]
    assert again == [replace(player, version=2, room_id="z/b") for player in fresh]
    assert await persistence.save_players([]) == []


@pytest.mark.asyncio
async def test_many_are_saved_in_one_statement(
    persistence: AsyncPersistenceLayer, account: Account, observer: asyncpg.Connection
) -> None:
    await observer.execute("CREATE SEQUENCE statements")
    await observer.execute("""
        CREATE FUNCTION count_statement() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM nextval('statements'); RETURN NULL; END $$
    """)
    await observer.execute(
        "CREATE TRIGGER count BEFORE INSERT ON players FOR EACH STATEMENT EXECUTE FUNCTION count_statement()"
    )

    await persistence.save_players(
        [Player.new(user_id=account.id, name=f"P{number}", room_id="z/a") for number in range(200)]
    )

    assert await observer.fetchval("SELECT last_value FROM statements") == 1


@pytest.mark.asyncio
async def test_many_are_saved_all_or_none(persistence: AsyncPersistenceLayer, account: Account, player: Player) -> None:
    newer = await persistence.save_player(replace(player, room_id="harbour/loft"))
    bea = Player.new(user_id=account.id, name="Bea", room_id="z/a")

    with pytest.raises(StaleDataError, match="expected 1, found 2"):
        await persistence.save_players([bea, player])
    with pytest.raises(DuplicateError):
        await persistence.save_players([bea, replace(bea, id=uuid4(), name="ada")])

    assert await persistence.list_players() == [newer]


@pytest.mark.asyncio
async def test_one_player_cannot_be_saved_twice_in_one_call(persistence: AsyncPersistenceLayer, player: Player) -> None:
    with pytest.raises(ValidationError, match="players must be different"):
        await persistence.save_players([player, replace(player, name="Other")])


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "a\x07b"}, "name"),
        ({"name": " "}, "name"),
        ({"room_id": "nowhere"}, "room_id"),
        ({"room_id": "z/" + "a" * 200}, "room_id"),
        ({"version": -1}, "version"),
        ({"version": 2**31}, "version"),
        ({"id": "x"}, "id"),
        ({"user_id": None}, "user_id"),
        ({"last_active": datetime(2026, 1, 1)}, "last_active"),  # noqa: DTZ001 - the fault under test
        ({"created_at": "today"}, "created_at"),
    ],
)
async def test_a_value_that_breaks_a_rule_is_refused_before_anything_is_sent(
    persistence: AsyncPersistenceLayer, account: Account, change: dict[str, object], field: str
) -> None:
    player = replace(Player.new(user_id=account.id, name="Bea", room_id="z/a"), **change)  # type: ignore[arg-type]

    for save in (persistence.save_player(player), persistence.save_players([player])):
        with pytest.raises(ValidationError) as refused:
            await save

        assert refused.value.field == field
