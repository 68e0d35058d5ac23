"""The statements of the peers that write SQL themselves: one call, one statement, as one would by hand."""

COLUMNS = "id, user_id, name, room_id, created_at, last_active, version"

READ_BY_ID = f"SELECT {COLUMNS} FROM players WHERE id = $1 AND deleted_at IS NULL"  # noqa: S608 - a constant
READ_IN_ROOM = f"SELECT {COLUMNS} FROM players WHERE room_id = $1 AND deleted_at IS NULL ORDER BY name_key"  # noqa: S608
DELTA = """
    UPDATE players SET health = least(greatest(health + $2, 0), max_health)
    WHERE id = $1 AND deleted_at IS NULL RETURNING health
"""
LOAD = """
    SELECT id, name, name_key, last_active, version, inventory_version FROM players WHERE id = ANY ($1) ORDER BY id
"""
SAVE = """
    UPDATE players SET name = $2, name_key = $3, room_id = $4, last_active = greatest(last_active, $5),
        version = version + 1
    WHERE id = $1 AND version = $6 AND deleted_at IS NULL RETURNING version
"""
CLAIM_INVENTORY = """
    UPDATE players SET inventory_version = inventory_version + 1
    WHERE id = $1 AND inventory_version = $2 RETURNING inventory_version
"""
CLEAR_INVENTORY = "DELETE FROM items WHERE player_id = $1 AND id <> ALL ($2::uuid[])"
FILL_INVENTORY = """
    INSERT INTO items (id, prototype_id, quantity, player_id)
    SELECT id, 'coin', $3::int, $1 FROM unnest($2::uuid[]) AS given(id)
    ON CONFLICT (id) DO UPDATE SET quantity = excluded.quantity WHERE items.player_id = excluded.player_id
"""
