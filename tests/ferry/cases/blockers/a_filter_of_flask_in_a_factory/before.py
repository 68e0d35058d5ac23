# blockers: decorator
from flask import Flask

from app.persistence import get_persistence


def create_app():
    app = Flask(__name__)

    @app.template_filter("rank")
    def rank_of_all(name):
        return f"{name} of {get_persistence().count_players()}"

    return app


def add_handlers(app):
    @app.errorhandler(ValueError)
    def show_wrong(error):
        return f"not one of {get_persistence().count_players()}", 400


def start_worker(worker):
    from celery import Celery

    tasks = Celery("tasks")

    @tasks.on_after_configure.connect
    def count_all(sender):
        print(get_persistence().count_players())
