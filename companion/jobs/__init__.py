"""Jobs, their durable store and ledger, and which is next."""

from companion.jobs.candidate import Candidate
from companion.jobs.job import IllegalTransitionError, Job, State
from companion.jobs.ledger import Entry, EntryState
from companion.jobs.schedule import next_job
from companion.jobs.store import Store, StoreError

__all__ = [
    "Candidate",
    "Entry",
    "EntryState",
    "IllegalTransitionError",
    "Job",
    "State",
    "Store",
    "StoreError",
    "next_job",
]
