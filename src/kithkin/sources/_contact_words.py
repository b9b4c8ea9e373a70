"""How Outlook names the columns of an address book in other languages than English, and what each is in English.

Written as `_csv.key` writes names. Outlook leaves some columns in English; what is not listed here stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

#: By the English name: German, French, Spanish, Italian.
_NAMES: Final = {
    "firstname": "vorname prénom nombre nome",
    "middlename": "weiterevornamen deuxièmeprénom segundonombre secondonome",
    "lastname": "nachname nom apellidos cognome",
    "company": "firma société organización società",
    "emailaddress": "emailadresse adressedemessagerie direccióndecorreoelectrónico indirizzopostaelettronica",
    "email2address": "email2adresse adressedemessagerie2 direccióndecorreoelectrónico2 indirizzopostaelettronica2",
    "email3address": "email3adresse adressedemessagerie3 direccióndelcorreoelectrónico3 indirizzopostaelettronica3",
    "mobilephone": "mobiltelefon télmobile móvil cellulare",
    "businessphone": "telefongeschäftlich téléphonebureau teléfonodeltrabajo ufficio",
    "businessphone2": "telefongeschäftlich2 téléphone2bureau ufficio2",
    "homephone": "telefonprivat téléphonedomicile particular abitazione",
    "homephone2": "telefonprivat2 téléphone2domicile abitazione2",
    "otherphone": "weiterestelefon téléphoneautre otroteléfono altrotelefono",
    "primaryphone": "haupttelefon téléphoneprincipal teléfonoprincipal telefonoprincipale",
    "businesscity": "ortgeschäftlich villebureau ciudaddetrabajo cittàuff",
    "homecity": "ortprivat villedomicile cittàab",
    "othercity": "weitererort villeautre otraciudad",
    "notes": "notizen",
    "webpage": "webseite pageweb páginaweb paginaweb",
}
_ENGLISH: Final = {word: name for name, words in _NAMES.items() for word in words.split()}


def in_english(columns: Iterable[str]) -> tuple[str, ...]:
    """Return these columns by their English names.

    Examples
    --------
    >>> in_english(["vorname", "e", "télmobile"])
    ('firstname', 'e', 'mobilephone')
    """
    return tuple(_ENGLISH.get(column, column) for column in columns)
