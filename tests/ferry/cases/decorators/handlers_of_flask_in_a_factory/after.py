from flask import Flask

from app.persistence.async_layer import get_async_persistence


def create_app():
    app = Flask(__name__)

    @app.errorhandler(KeyError)
    async def show_missing(error):
        return f"one of {await get_async_persistence().count_players()}", 404

    @app.context_processor
    async def counters():
        return {"count": await get_async_persistence().count_players()}

    @app.teardown_appcontext
    async def log_size(error):
        print(await get_async_persistence().count_players())

    add_handlers(app)
    return app


def add_handlers(app):
    @app.errorhandler(ValueError)
    async def show_wrong(error):
        return f"not one of {await get_async_persistence().count_players()}", 400
