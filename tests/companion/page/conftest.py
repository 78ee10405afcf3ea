from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.companion.page.client import Client


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    client = Client(tmp_path)
    yield client
    client.store.close()
