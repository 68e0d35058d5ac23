from flask import Flask

from app.persistence import get_persistence


def create_app():
    app = Flask(__name__)

    @app.errorhandler(KeyError)
    def show_missing(error):
        return f"one of {get_persistence().count_players()}", 404

    @app.context_processor
    def counters():
        return {"count": get_persistence().count_players()}

    @app.teardown_appcontext
    def log_size(error):
        print(get_persistence().count_players())

    add_handlers(app)
    return app


def add_handlers(app):
    @app.errorhandler(ValueError)
    def show_wrong(error):
        return f"not one of {get_persistence().count_players()}", 400
