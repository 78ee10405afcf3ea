"""Engine processes, on this machine or over ssh: start, feed, hear, end."""

from companion.workers.command import command_of
from companion.workers.process import WorkerProcess
from companion.workers.rest import Rest

__all__ = ["Rest", "WorkerProcess", "command_of"]
