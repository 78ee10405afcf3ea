"""Every setting of the companion: one schema, its sources, its documentation."""

from settings.folders import Folders, folders
from settings.loading import Row, SettingsError, documentation, load
from settings.saving import save
from settings.schema import Names, Settings
from settings.template import write_template

__all__ = [
    "Folders",
    "Names",
    "Row",
    "Settings",
    "SettingsError",
    "documentation",
    "folders",
    "load",
    "save",
    "write_template",
]
