"""A first `ferry.toml`, proposed from the two classes. Only the command line imports it."""

from tools.ferry.proposal.facts import Proposal
from tools.ferry.proposal.propose import ProposalError, propose
from tools.ferry.proposal.toml import as_toml

__all__ = ["Proposal", "ProposalError", "as_toml", "propose"]
