"""Professions are listed and chosen, by those whose stats are enough."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from persistence.errors import NotFoundError, ValidationError
from persistence.health.models import StatField
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from persistence.professions.models import Profession, RequirementsError

PILOT = Profession("pilot", "Pilot", "Knows the bar.", {StatField.WISDOM: 12, StatField.DEXTERITY: 9})
PORTER = Profession("porter", "Porter", "")


@pytest.mark.asyncio
async def test_saved_professions_are_listed_and_found(persistence: AsyncPersistenceLayer) -> None:
    await persistence.save_professions([PORTER, PILOT])

    assert await persistence.get_professions() == [PILOT, PORTER]
    assert await persistence.get_profession_by_id("pilot") == PILOT
    assert await persistence.get_profession_by_id("smith") is None


@pytest.mark.asyncio
async def test_a_profession_is_saved_over_its_former_self(persistence: AsyncPersistenceLayer) -> None:
    await persistence.save_professions([PORTER, PILOT])
    easier = replace(PILOT, name="Helmsman", description="Knows the wheel.", requirements={})

    await persistence.save_professions([easier])

    assert await persistence.get_professions() == [easier, PORTER]


@pytest.mark.asyncio
async def test_requirements_can_be_checked_against_the_stats_that_are_read(
    persistence: AsyncPersistenceLayer, player: Player
) -> None:
    stats = (await persistence.get_player_vitals(player.id)).stats
    least = {field: stats[field] for field in StatField}

    assert Profession("any", "Any", "", least).unmet(stats) == {}
    assert Profession("more", "More", "", {StatField.MAX_HEALTH: 101}).unmet(stats) == {StatField.MAX_HEALTH: 101}


@pytest.mark.asyncio
async def test_a_player_chooses_what_its_stats_allow(persistence: AsyncPersistenceLayer, player: Player) -> None:
    await persistence.save_professions([PILOT, PORTER])
    assert await persistence.get_player_profession(player.id) is None

    with pytest.raises(RequirementsError, match="pilot needs wisdom 12") as refused:
        await persistence.choose_profession(player.id, "pilot")
    assert refused.value.unmet == {StatField.WISDOM: 12}
    assert await persistence.get_player_profession(player.id) is None

    await persistence.update_player_stat_field(player.id, StatField.WISDOM, 2)
    assert await persistence.choose_profession(player.id, "pilot") == PILOT
    assert await persistence.get_player_profession(player.id) == PILOT


@pytest.mark.asyncio
async def test_no_stat_falls_between_the_check_and_the_choice(
    persistence: AsyncPersistenceLayer, player: Player
) -> None:
    await persistence.save_professions([PILOT])
    await persistence.update_player_stat_field(player.id, StatField.WISDOM, 2)

    async def weaken_and_look() -> tuple[bool, int]:
        async with persistence.transaction() as tx:
            wisdom = await tx.update_player_stat_field(player.id, StatField.WISDOM, -5)
            return await tx.get_player_profession(player.id) is not None, wisdom

    async def try_to_choose() -> bool:
        try:
            await persistence.choose_profession(player.id, "pilot")
        except RequirementsError:
            return False
        return True

    chosen, (already, wisdom) = await asyncio.gather(try_to_choose(), weaken_and_look())

    assert wisdom == 7
    assert chosen == already


@pytest.mark.asyncio
async def test_player_and_profession_have_to_exist(persistence: AsyncPersistenceLayer, player: Player) -> None:
    await persistence.save_professions([PORTER])

    with pytest.raises(NotFoundError, match="there is no profession smith"):
        await persistence.choose_profession(player.id, "smith")
    with pytest.raises(NotFoundError, match="there is no player"):
        await persistence.choose_profession(uuid4(), "porter")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "bad",
    [
        replace(PORTER, id=""),
        replace(PORTER, name="x" * 65),
        replace(PORTER, requirements={"luck": 3}),  # type: ignore[dict-item]
        replace(PORTER, requirements={StatField.WISDOM: 0}),
    ],
)
async def test_a_profession_that_breaks_a_rule_is_refused(persistence: AsyncPersistenceLayer, bad: Profession) -> None:
    with pytest.raises(ValidationError):
        await persistence.save_professions([PILOT, bad])

    assert await persistence.get_professions() == []


@pytest.mark.asyncio
async def test_one_profession_cannot_be_saved_twice_in_one_call(persistence: AsyncPersistenceLayer) -> None:
    with pytest.raises(ValidationError, match="professions must be different"):
        await persistence.save_professions([PILOT, PILOT])
