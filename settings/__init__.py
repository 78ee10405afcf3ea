"""Every setting of the companion: one schema, its sources, its documentation.

`settings.saving` changes one in the file; only who does that loads what it takes.
"""

from settings.folders import Folders, folders
from settings.loading import Row, SettingsError, documentation, load
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
    "write_template",
]
