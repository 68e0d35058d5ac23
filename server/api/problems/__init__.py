"""Errors as the client gets them: problem details, RFC 9457. Imported by the API's routers and by the app."""

from server.api.problems.document import document_problems
from server.api.problems.handlers import add_problem_handlers
from server.api.problems.models import FieldError, Problem
from server.api.problems.responses import ProblemError, problem_responses

__all__ = ["FieldError", "Problem", "ProblemError", "add_problem_handlers", "document_problems", "problem_responses"]
