"""Who may look: a secret of the user's own, the cookies signed with it, and the tokens of forms.

The secret is a file closed to others in the platform's state folder, not in the workspace, so that no backup
carries it. Whoever can read it can read the workspace too.
"""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

COOKIE: Final = "kithkin"
DAYS: Final = 30
_SECONDS: Final = DAYS * 24 * 3600


def user_key() -> bytes:
    """Return the user's secret, made at the first start; where it cannot be kept, one for this start alone."""
    import platformdirs

    path = Path(platformdirs.user_state_dir("kithkin", appauthor=False)) / "web.key"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            _write_closed(path, secrets.token_bytes(32))
        path.chmod(0o600)
        key = path.read_bytes()
    except OSError:
        return secrets.token_bytes(32)
    return key if len(key) == 32 else secrets.token_bytes(32)


def _write_closed(path: Path, data: bytes) -> None:
    """Write a file that nobody else may open, whole; where another start was quicker, its file stays."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    if path.exists():
        part.unlink()
    else:
        part.replace(path)


@dataclass
class Session:
    """What one start of the server accepts.

    Attributes
    ----------
    token : stands in the printed address and is good as long as this server runs.
    tickets : tokens that are good once; a browser is opened with one, for its address shows in lists of processes.
    """

    key: bytes
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    tickets: set[str] = field(default_factory=set)

    def ticket(self) -> str:
        """Return a token that is good once."""
        made = secrets.token_urlsafe(24)
        self.tickets.add(made)
        return made

    def admits(self, token: str) -> bool:
        """Return whether a token lets its bearer in."""
        if token in self.tickets:
            self.tickets.discard(token)
            return True
        return hmac.compare_digest(token.encode(), self.token.encode())

    def cookie(self, now: float) -> str:
        """Return a new cookie's value: until when, a number of its own, and the seal of both."""
        said = f"{int(now) + _SECONDS}.{secrets.token_hex(8)}"
        return f"{said}.{self._seal('cookie', said)}"

    def holds(self, cookie: str, now: float) -> bool:
        """Return whether a cookie was given by this user's server and has not ended."""
        said, _, seal = cookie.rpartition(".")
        until = said.partition(".")[0]
        is_ours = hmac.compare_digest(seal.encode(), self._seal("cookie", said).encode())
        return is_ours and until.isdigit() and now < int(until)

    def form_token(self, cookie: str) -> str:
        """Return what every form of the bearer of this cookie carries."""
        return self._seal("form", cookie)

    def set_cookie(self, now: float) -> str:
        """Return the header that gives a browser its cookie."""
        return f"{COOKIE}={self.cookie(now)}; Max-Age={_SECONDS}; Path=/; HttpOnly; SameSite=Strict"

    def _seal(self, use: str, said: str) -> str:
        return hmac.new(self.key, f"{use}:{said}".encode(), sha256).hexdigest()
