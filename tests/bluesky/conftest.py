"""Starts the real Bluesky software on this machine, once for all tests that need it.

Needs KITHKIN_BLUESKY_DEVNET, a folder that holds `start.sh` and `stop.sh`; it takes some minutes the first time.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def pds() -> Iterator[str]:
    folder = os.environ.get("KITHKIN_BLUESKY_DEVNET")
    if not folder:
        pytest.skip("KITHKIN_BLUESKY_DEVNET does not name the folder of a local network")
    work = Path(tempfile.gettempdir()) / "kithkin-bluesky-devnet"
    subprocess.run([Path(folder) / "start.sh", work], check=True, stdout=subprocess.DEVNULL, timeout=900)
    try:
        yield str(json.loads((work / "devnet.json").read_text())["pds"])
    finally:
        subprocess.run([Path(folder) / "stop.sh", work], check=False, timeout=60)
