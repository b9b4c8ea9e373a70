"""The example person: a made-up founder's exports in the platforms' own formats, with the truth beside them.

`person` holds the truth; each exporter beside it shows what its platform would show. The same seed gives
the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kithkin.example import (
    answer_key,
    bluesky_export,
    elsewhere,
    instagram_export,
    linkedin_export,
    mail_export,
    open_network,
    x_export,
)
from kithkin.example.person import EGO, World, world_of

__all__ = ["EGO", "SIZES", "World", "exports", "world_of", "write"]

#: How many followers each world has.
SIZES: Final = {"full": 3000, "tiny": 12, "empty": 0}


def write(folder: Path, size: str = "full", *, people: int | None = None, seed: int = 1) -> Path:
    """Write the exports and the answer key into a folder and return it.

    `size` is a name of `SIZES`; `people`, where given, is a number of followers of one's own choice. The folder
    then holds an X archive (`twitter-….zip`), two Instagram exports a year apart (`instagram-….zip`), her LinkedIn export,
    Bluesky repository (`….car`), mail (`takeout-….zip`) and address book (`contacts.vcf`), `open-network/` with two
    tables and profiles, and `answer-key.json`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    world = world_of(SIZES[size] if people is None else people, seed)
    x_export.write(world, folder)
    instagram_export.write(world, folder)
    if world.people:
        for export in (linkedin_export, bluesky_export, mail_export):
            export.write(world, folder)
        elsewhere.contacts(world, folder)
    open_network.write(world, folder)
    answer_key.write(world, folder)
    return folder


def exports(folder: Path) -> list[Path]:
    """Return what the person got from her platforms, of all that `write` put into a folder; the X archive is the first."""
    found = (path for path in folder.iterdir() if path.suffix in (".zip", ".car", ".vcf"))
    return sorted(found, key=lambda path: (not path.name.startswith("twitter-"), path.name))
