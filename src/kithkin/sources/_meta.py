"""What the exports of Facebook and Instagram share: broken letters, times, labels, file names, stable keys.

Both write every byte of non-ASCII text as a character of its own ("mojibake"), count time in seconds or
milliseconds, name the parts of an item in the export's language (`label_values`) and split long lists into
numbered files.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from kithkin.sources._plain import once

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

#: No account is older than the older of the two networks.
BIRTH: Final = datetime(2004, 2, 4, tzinfo=UTC)

#: Far beyond any export; what is later is noise, not time.
HORIZON: Final = datetime(2100, 1, 1, tzinfo=UTC)

#: The first and the last instant that a date can name, in microseconds since 1970.
FIRST_COUNT: Final = (datetime.min.replace(tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)
LAST_COUNT: Final = (datetime.max.replace(tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)

#: What the labels of an item mean, by every spelling known; compared without case.
LABELS: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset({"name", "nom", "nombre", "nome", "naam", "imię i nazwisko", "author", "autor", "auteur",
                       "名前"}),
    "username": frozenset({
        "username", "benutzername", "nutzername", "nom d'utilisateur", "nombre de usuario", "nome de usuário",
        "nome de utilizador", "nome utente", "gebruikersnaam", "nazwa użytkownika", "ユーザーネーム",
    }),
    "url": frozenset({"url", "link", "lien", "enlace", "collegamento"}),
    "reaction": frozenset({"reaction", "reaktion", "réaction", "reacción", "reação", "reazione", "reactie"}),
    "comment": frozenset({"comment", "kommentar", "commentaire", "comentario", "comentário", "commento", "opmerking",
                          "コメント"}),
    "owner": frozenset({
        "media owner", "medieninhaber", "propriétaire du média", "propietario del contenido multimedia",
        "proprietário da mídia", "proprietario del contenuto multimediale", "media-eigenaar",
    }),
    "time": frozenset({"time", "zeit", "uhrzeit", "heure", "hora", "ora", "tijd", "godzina"}),
    "bio": frozenset({"bio", "biography", "steckbrief", "biographie", "biografía", "biografia", "biografie"}),
    "website": frozenset({"website", "webseite", "site web", "sitio web", "site", "sito web"}),
    "private": frozenset({"private account", "privates konto", "compte privé", "cuenta privada", "conta privada",
                          "account privato", "privéaccount"}),
    "start": frozenset({"start date", "startdatum", "date de début", "fecha de inicio", "data de início",
                        "data di inizio", "begindatum"}),
    "first name": frozenset({"first name", "vorname", "prénom", "nombre", "primeiro nome", "voornaam"}),
    "last name": frozenset({"last name", "surname", "nachname", "nom de famille", "apellido", "apellidos", "sobrenome",
                            "cognome", "achternaam"}),
    "contact": frozenset({"contact information", "kontaktinformationen", "coordonnées", "información de contacto",
                          "informações de contato", "informazioni di contatto", "contactgegevens"}),
}  # fmt: skip


class UnreadableError(Exception):
    """An item does not have the form of its kind; the message says what is wrong, in one sentence."""


def repaired(text: str) -> str:
    """Return the text with every UTF-8 byte that was written as a character put back together.

    Text that is not such a sequence of bytes is returned as it is.

    Examples
    --------
    >>> repaired("cafÃ©"), repaired("café"), repaired("日本")
    ('café', 'café', '日本')
    """
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def mapping(value: Any) -> Mapping[str, Any]:
    """Return the value as a mapping; anything else is unreadable."""
    if not isinstance(value, dict):
        raise UnreadableError("This item is not a set of named values.")
    return value


def text_at(item: Any, *keys: str) -> str:
    """Return the first text that is not blank under these keys, repaired; an empty text where there is none."""
    if isinstance(item, dict):
        for key in keys:
            value = item.get(key)
            if isinstance(value, str) and value.strip():
                return repaired(value).strip()
    return ""


def list_at(item: Any, key: str) -> list[Any]:
    """Return the list under a key; a list of nothing where there is none, a list of one for a lone mapping."""
    value = item.get(key) if isinstance(item, dict) else None
    if isinstance(value, dict):
        return [value]
    return value if isinstance(value, list) else []


def moment(value: Any) -> datetime | None:
    """Return the instant of a count of seconds, milliseconds or microseconds, told apart by size.

    None for zero, which stands for none, and for what is no number. Whether it can be true is asked later.

    Examples
    --------
    >>> moment(1600000000) == moment("1600000000000")
    True
    """
    if isinstance(value, str):
        try:
            value = int(value[:20])
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not value:
        return None
    size = abs(value)
    unit = 1_000_000 if size > 1e15 else 1_000 if size > 1e12 else 1
    # The greatest counts lie beyond any date there is.
    return EPOCH + timedelta(microseconds=int(min(max(value * (1_000_000 // unit), FIRST_COUNT), LAST_COUNT)))


def iso_moment(value: Any) -> datetime | None:
    """Return the instant of an ISO text such as `2019-05-01T10:00:00+00:00`; without a zone it is UTC."""
    if not isinstance(value, str) or value.isalnum():  # eight digits may be a name
        return None
    try:
        at = datetime.fromisoformat(value[:40].strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def seconds_of(at: datetime | None) -> int:
    """Return whole seconds since 1970; 0 where the instant is not known."""
    return 0 if at is None else int((at - EPOCH).total_seconds())


def digest(*parts: str) -> str:
    """Return a short key of these texts, the same in every export and on every machine."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=8).hexdigest()


@once
def plain(name: str) -> str:
    """Return a name as it is compared: without case, width and doubled spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Labelled(NamedTuple):
    """One labelled value of an item: what the label means (see `LABELS`; empty when not known) and its values."""

    meaning: str
    value: str
    href: str
    at: Any


def meaning_of(label: Any) -> str:
    """Return what a label means, by any spelling known; empty when not known."""
    return _meaning(label) if isinstance(label, str) else ""


@once
def _meaning(label: str) -> str:
    word = plain(repaired(label)).replace("’", "'")
    return next((meaning for meaning, words in LABELS.items() if word in words), "")


def labelled(item: Any, depth: int = 8) -> Iterator[Labelled]:
    """Yield the labelled values of an item in the `label_values` form, however they are nested."""
    for node in list_at(item, "label_values") + list_at(item, "dict") + list_at(item, "vec"):
        if not isinstance(node, dict):
            continue
        if isinstance(node.get("label"), str):
            yield Labelled(
                meaning_of(node["label"]), text_at(node, "value"), text_at(node, "href"), node.get("timestamp_value")
            )
        if depth:
            yield from labelled(node, depth - 1)


def named_values(item: Any) -> dict[str, Labelled]:
    """Return the values of an item in the `string_map_data` form by what their (localised) names mean."""
    found: dict[str, Labelled] = {}
    values = item.get("string_map_data") if isinstance(item, dict) else None
    for label, node in values.items() if isinstance(values, dict) else ():
        entry = Labelled(meaning_of(label), text_at(node, "value"), text_at(node, "href"), _timestamp(node))
        found.setdefault(entry.meaning or repaired(label), entry)
    return found


def _timestamp(node: Any) -> Any:
    """Return the timestamp of a node, where it has one."""
    return node.get("timestamp") if isinstance(node, dict) else None


_PART: Final = re.compile(r"_(\d{1,6})$")


def folded(name: str) -> tuple[str, ...]:
    """Return the parts of a member's name in lower case, every form of apostrophe written as `_`."""
    return tuple(re.sub("['’_]", "_", part) for part in name.replace("\\", "/").lower().split("/") if part)


def stem_of(base: str) -> tuple[str, int | None]:
    """Return a folded file name without ending and part number, and the part number.

    Examples
    --------
    >>> stem_of("followers_2.json"), stem_of("following.json")
    (('followers', 2), ('following', None))
    """
    stem = base.rsplit(".", 1)[0]
    part = _PART.search(stem)
    return (stem[: part.start()], int(part[1])) if part else (stem, None)


#: A link as the platforms write nearly all, which needs no closer look.
_URL: Final = re.compile(r"https?://([a-z][a-z.]{1,60})((?:/[\w.-]{1,100})*/?)", re.ASCII)


def path_at_host(url: str, hosts: frozenset[str]) -> tuple[str, ...]:
    """Return the path of a link in parts, if its host is one of these; nothing for any other host."""
    if usual := _URL.fullmatch(url):
        host = usual[1].removeprefix("www.").removeprefix("m.")
        return tuple(part for part in usual[2].split("/") if part) if host in hosts else ()
    try:
        split = urlsplit(url.strip())
        host = (split.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ()
    if split.scheme.lower() not in ("http", "https") or host not in hosts:
        return ()
    return tuple(part for part in split.path.split("/") if part)
