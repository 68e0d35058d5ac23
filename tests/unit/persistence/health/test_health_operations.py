"""Health changes within its limits, every change counts, and a death is told once."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from persistence.errors import NotFoundError, ValidationError
from persistence.health.models import DamageType, HealthChange, StatField, Vitals
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player


@pytest.mark.asyncio
async def test_a_new_player_is_well(persistence: AsyncPersistenceLayer, player: Player) -> None:
    vitals = await persistence.get_player_vitals(player.id)

    assert vitals == Vitals(player.id, 100, 100, {**dict.fromkeys(StatField, 10), StatField.MAX_HEALTH: 100})


@pytest.mark.asyncio
async def test_damage_takes_health_and_says_what_hurt(persistence: AsyncPersistenceLayer, player: Player) -> None:
    change = await persistence.damage_player(player.id, 30, DamageType.FIRE)

    assert change == HealthChange(player.id, health=70, max_health=100, before=100, damage_type=DamageType.FIRE)
    assert not change.died
    assert (await persistence.get_player_vitals(player.id)).health == 70


@pytest.mark.asyncio
async def test_health_stays_within_floor_and_maximum(persistence: AsyncPersistenceLayer, player: Player) -> None:
    assert (await persistence.heal_player(player.id, 50)).health == 100
    assert (await persistence.damage_player(player.id, 1_000)).health == 0
    assert (await persistence.heal_player(player.id, 40)).health == 40
    assert (await persistence.update_player_health(player.id, -15)).health == 25
    assert (await persistence.update_player_health(player.id, 1_000)).health == 100


@pytest.mark.asyncio
async def test_of_two_hundred_concurrent_changes_none_is_lost(
    persistence: AsyncPersistenceLayer, player: Player
) -> None:
    await persistence.update_player_stat_field(player.id, StatField.MAX_HEALTH, 900)
    await persistence.update_player_health(player.id, 400)

    damages = [persistence.damage_player(player.id, 3) for _ in range(100)]
    heals = [persistence.heal_player(player.id, 2) for _ in range(100)]
    await asyncio.gather(*damages, *heals)

    assert (await persistence.get_player_vitals(player.id)).health == 500 - 100 * 3 + 100 * 2


@pytest.mark.asyncio
async def test_a_death_is_told_once(persistence: AsyncPersistenceLayer, player: Player) -> None:
    blows = await asyncio.gather(*(persistence.damage_player(player.id, 40) for _ in range(10)))

    assert sum(blow.died for blow in blows) == 1
    assert {blow.health for blow in blows} == {60, 20, 0}

    await persistence.heal_player(player.id, 10)
    assert (await persistence.damage_player(player.id, 10)).died


@pytest.mark.asyncio
async def test_a_save_of_the_player_leaves_its_health_alone(persistence: AsyncPersistenceLayer, player: Player) -> None:
    await persistence.damage_player(player.id, 30)

    await persistence.save_player(replace(player, name="Adela"))

    assert (await persistence.get_player_vitals(player.id)).health == 70


@pytest.mark.asyncio
@pytest.mark.parametrize("field", [field for field in StatField if field is not StatField.MAX_HEALTH])
async def test_a_stat_changes_by_its_name(persistence: AsyncPersistenceLayer, player: Player, field: StatField) -> None:
    assert await persistence.update_player_stat_field(player.id, field, 5) == 15
    assert await persistence.update_player_stat_field(player.id, field.value, -100) == 1
    assert await persistence.update_player_stat_field(player.id, field, 5_000) == 1_000

    stats = (await persistence.get_player_vitals(player.id)).stats
    assert stats == {**dict.fromkeys(StatField, 10), field: 1_000, StatField.MAX_HEALTH: 100}


@pytest.mark.asyncio
async def test_a_smaller_maximum_takes_health_with_it(persistence: AsyncPersistenceLayer, player: Player) -> None:
    assert await persistence.update_player_stat_field(player.id, "max_health", -60) == 40

    vitals = await persistence.get_player_vitals(player.id)
    assert (vitals.health, vitals.max_health) == (40, 40)


@pytest.mark.asyncio
@pytest.mark.parametrize("field", ["health", "version", "name; DROP TABLE players", ""])
async def test_only_the_fields_of_the_list_can_be_changed(
    persistence: AsyncPersistenceLayer, player: Player, field: str
) -> None:
    with pytest.raises(ValidationError, match="field must be one of strength, "):
        await persistence.update_player_stat_field(player.id, field, 1)


@pytest.mark.asyncio
async def test_an_unknown_or_deleted_player_has_no_health(persistence: AsyncPersistenceLayer, player: Player) -> None:
    await persistence.delete_player(player.id)

    for nobody in (player.id, uuid4()):
        for call in (
            persistence.get_player_vitals(nobody),
            persistence.damage_player(nobody, 1),
            persistence.heal_player(nobody, 1),
            persistence.update_player_stat_field(nobody, "wisdom", 1),
        ):
            with pytest.raises(NotFoundError, match="there is no player"):
                await call


@pytest.mark.asyncio
async def test_amounts_have_limits(persistence: AsyncPersistenceLayer, player: Player) -> None:
    with pytest.raises(ValidationError, match="amount must be from 0 to 1000000"):
        await persistence.damage_player(player.id, -1)
    with pytest.raises(ValidationError, match="amount must be an integer"):
        await persistence.heal_player(player.id, 0.5)  # type: ignore[arg-type]
    with pytest.raises(ValidationError, match="damage_type must be"):
        await persistence.damage_player(player.id, 1, "fire")  # type: ignore[arg-type]


@pytest.mark.asyncio
async def test_a_change_in_a_transaction_is_undone_with_it(persistence: AsyncPersistenceLayer, player: Player) -> None:
    async def die_and_fail() -> None:
        async with persistence.transaction() as tx:
            assert (await tx.damage_player(player.id, 100)).died
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await die_and_fail()

    assert (await persistence.get_player_vitals(player.id)).health == 100
