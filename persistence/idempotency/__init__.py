"""Operations that take effect once, however often they are sent. It belongs to `persistence`."""
