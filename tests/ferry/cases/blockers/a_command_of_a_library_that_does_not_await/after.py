# blockers: decorator
import click

from app.persistence import get_persistence


@click.command()
def count() -> None:
    click.echo(get_persistence().count_players())
