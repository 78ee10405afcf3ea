"""Judges a difficulty: rules, the map as its own norm, and a checkpoint as the norm; ranked into one list."""

from engine.modding.check import Check, Finding
from engine.modding.memory import ModelMemory
from engine.modding.model import model_findings
from engine.modding.report import mod
from engine.modding.subject import Mapset, SetFile, Subject

__all__ = [
    "Check",
    "Finding",
    "Mapset",
    "ModelMemory",
    "SetFile",
    "Subject",
    "mod",
    "model_findings",
]
