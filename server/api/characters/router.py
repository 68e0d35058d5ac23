"""The endpoints that list and create characters."""

from http import HTTPStatus

from fastapi import APIRouter

from server.api.authentication import CurrentAccount
from server.api.characters.models import CharacterBody, CharacterList, NewCharacter
from server.api.problems import problem_responses
from server.api.provision import Characters

router = APIRouter(
    prefix="/api/v1/characters",
    tags=["characters"],
    responses=problem_responses(HTTPStatus.UNAUTHORIZED, HTTPStatus.SERVICE_UNAVAILABLE),
)


@router.get("")
async def list_characters(account: CurrentAccount, characters: Characters) -> CharacterList:
    """All characters of the account."""
    found = await characters.list_for(account.id)
    return CharacterList(characters=[CharacterBody.of(character) for character in found])


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    responses=problem_responses(HTTPStatus.BAD_REQUEST, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY),
)
async def create_character(new: NewCharacter, account: CurrentAccount, characters: Characters) -> CharacterBody:
    """Creates a character in the world's start room."""
    return CharacterBody.of(await characters.create(account.id, new.name))
