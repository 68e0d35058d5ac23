"""How each connection to the server is set up."""


def connect_arguments(limit_s: float, *, lock_timeout_s: float = 0) -> dict[str, object]:
    """The driver's arguments for connections whose statements the server ends after `limit_s` seconds.

    It ends one that waits for a lock after `lock_timeout_s` seconds, where that is not 0.
    """
    settings = {
        "application_name": "ferry",
        "statement_timeout": _milliseconds(limit_s),
        # A caller that stops inside a transaction must not keep its locks; its own limit strikes first.
        "idle_in_transaction_session_timeout": _milliseconds(4 * limit_s),
        # Every statement here goes by keys, so one plan fits all values. Left to itself the server would plan anew for
        # each array, which took three times as long as the statement; so would compiling the plan.
        "plan_cache_mode": "force_generic_plan",
        "jit": "off",
    }
    if lock_timeout_s:
        settings["lock_timeout"] = _milliseconds(lock_timeout_s)
    return {"timeout": limit_s, "server_settings": settings}


def _milliseconds(seconds: float) -> str:
    return str(max(1, int(seconds * 1000)))  # 0 would be no limit at all
