# blockers: override
from pydantic import BaseModel

from app.persistence import get_persistence


class User(BaseModel):
    key: int

    def model_post_init(self, context: object) -> None:
        print(get_persistence().count_players())
