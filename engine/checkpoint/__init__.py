"""The model mapper: the published checkpoints, run by our own code.

Heavy: importing its rooms imports torch. Start at :class:`engine.checkpoint.mapper.CheckpointMapper`.
"""
