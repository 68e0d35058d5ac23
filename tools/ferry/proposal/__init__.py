"""A first `ferry.toml`, proposed from the two classes. Only the command line imports it."""

from tools.ferry.proposal.propose import ProposalError, propose

__all__ = ["ProposalError", "propose"]
