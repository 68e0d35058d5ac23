"""The layer's methods about operations that were done."""

from datetime import datetime

from persistence.idempotency.once import OperationRepository


class IdempotencyOperations:
    """The memory of the `operation_id`s that callers gave."""

    _operations: OperationRepository

    async def forget_operations(self, before: datetime) -> int:
        """Forgets the operations done before a time, and returns how many: call it now and then.

        A caller must not repeat an operation that old, as it would take effect again.
        """
        return await self._operations.forget(before)
