"""Address books: three generations of vCard, Google's two and Outlook's CSV, by hand; damage."""

# ruff: noqa: E501  # lines of the made-up files are as long as the programs'

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithkin.model.source import Options
from kithkin.sources._vcard import cards
from kithkin.sources.contacts import Contacts
from tests.sources.told import Told, damaged, told
from tests.worlds.memory import MemoryArchive

V2 = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg\r\n"
    b"TEL;HOME;VOICE:+49 30 5550100\r\nEMAIL;INTERNET:Joerg@Dye.example\r\n"
    b"NOTE;ENCODING=QUOTED-PRINTABLE:knows =\r\nwool=0D=0Aand linen\r\n"
    b"PHOTO;ENCODING=BASE64;TYPE=JPEG:" + b"QUJD" * 400_000 + b"\r\nEND:VCARD\r\n"
)
V3 = (
    "BEGIN:VCARD\nVERSION:3.0\nUID:urn:uuid:77\nFN:Bo Tamsin\nN:Tamsin;Bo;;;\nORG:Loom\\, Sons;Dyeing\n"
    "item1.EMAIL;TYPE=INTERNET:bo@loom.example\nitem1.X-ABLabel:work\nEMAIL:bo@home.exa\n mple\n"
    "ADR;TYPE=HOME:;;1 Mill Lane;Little Hampden;;HP1;England\n"
    "URL:https://www.linkedin.com/in/Bo-Tamsin/\nURL:https://linkedin.com.evil.example/in/bo\n"
    "X-SOCIALPROFILE;TYPE=twitter;x-user=botamsin:http://twitter.com/botamsin\n"
    "REV:2026-04-05T06:07:08Z\nEND:VCARD\n"
)
V4 = (
    "BEGIN:VCARD\nVERSION:4.0\nFN:Cy Verdant\nTEL;VALUE=uri:tel:+1-555-0101\n"
    "SOCIALPROFILE;SERVICE-TYPE=Mastodon:https://fields.example/@cy\nIMPP:xmpp:cy@fields.example\n"
    "X-SOCIALPROFILE;TYPE=instagram:x-apple:cyverdant\nEND:VCARD\n"
)
GOOGLE = (
    "\ufeffFirst Name,Middle Name,Last Name,Organization Name,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "Phone 1 - Label,Phone 1 - Value,Address 1 - Formatted,Website 1 - Value\r\n"
    'Bo,,Tamsin,Loom,"two\nlines",* myContacts,* Work,bo@loom.example ::: bo@home.example,,+1 555 0100,'
    "Little Hampden,https://x.com/botamsin\r\n"
)
GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Location,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
    "E-mail 2 - Value,Phone 1 - Value,Organization 1 - Name,Website 1 - Value\n"
    'Bo Tamsin,Bo,,Tamsin,Little Hampden,"two\nlines",* myContacts,*,bo@loom.example,bo@home.example,+1 555 0100,Loom,'
    "https://twitter.com/botamsin\n"
)
OUTLOOK = (
    "First Name,Middle Name,Last Name,Company,Home City,E-mail Address,E-mail 2 Address,Mobile Phone,Notes,Web Page\r\n"
    'Bo,,Tamsin,Loom,Little Hampden,bo@loom.example,bo@home.example,+1 555 0100,"two\nlines",https://x.com/botamsin\r\n'
)
FILES: dict[str, bytes | str] = {
    "all.vcf": V2 + V3.encode() + V4.encode(),
    "google.csv": GOOGLE,
    "outlook.csv": OUTLOOK,
}
COLUMNS = "name", "account_id", "phone", "place", "organisation", "note"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_cards_in_another_encoding_are_read_alike(encoding: str) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Ödén\r\nEMAIL:zoe@example.org\r\nEND:VCARD\r\n" * 3
    for text in (card, "\r\n" + card, card.replace("FN:", "FN;ENCODING=QUOTED-PRINTABLE:"), card * 2_800):
        plain, other = (told(Contacts(), {"all.vcf": text.encode(name)}) for name in ("utf-8", encoding))
        assert other.rows == plain.rows
        assert other.problems == plain.problems
        assert {name for (name,) in other.table("contacts", "name")} == {"Zoë Ödén"}
    files = MemoryArchive({"all.vcf": card.encode(encoding)})
    assert Contacts().recognises(files, Options()) == 0.97


def test_cards_in_utf_16_that_break_off_are_a_problem() -> None:
    card = "BEGIN:VCARD\nFN:Zoë\nEND:VCARD\n"
    for cut in (3, 5, 20, 31):
        found = told(Contacts(), {"all.vcf": (card + card).encode("utf-16")[: len(card) * 2 + 2 + cut]})
        assert found.table("contacts", "name") == [("Zoë",)]
        assert found.failed("all.vcf") == (1 if cut > 20 else 0)


def test_cards_of_every_version() -> None:
    found = told(Contacts(), {"all.vcf": FILES["all.vcf"]})
    place, firm = "1 Mill Lane, Little Hampden, HP1, England", "Loom, Sons, Dyeing"
    note = "knows wool\r\nand linen"
    assert found.table("contacts", *COLUMNS) == [
        ("Jörg Müller", "mail:joerg@dye.example", "", None, None, note),
        ("Jörg Müller", "", "+49 30 5550100", None, None, note),
        ("Bo Tamsin", "mail:bo@loom.example", "", place, firm, None),
        ("Bo Tamsin", "mail:bo@home.example", "", place, firm, None),
        ("Bo Tamsin", "linkedin:bo-tamsin", "", place, firm, None),
        ("Bo Tamsin", "x:@botamsin", "", place, firm, None),
        ("Cy Verdant", "mastodon:cy@fields.example", "", None, None, None),
        ("Cy Verdant", "instagram:@cyverdant", "", None, None, None),
        ("Cy Verdant", "", "+1-555-0101", None, None, None),
    ]
    assert {row["contact_id"] for row in found.rows["contacts"] if row["name"] == "Bo Tamsin"} == {"contacts:77"}
    assert found.table("account_links", "from_id", "to_id", "evidence") == [
        ("mail:bo@home.example", "mail:bo@loom.example", "contacts-book"),
        ("linkedin:bo-tamsin", "mail:bo@loom.example", "contacts-book"),
        ("x:@botamsin", "mail:bo@loom.example", "contacts-book"),
        ("instagram:@cyverdant", "mastodon:cy@fields.example", "contacts-book"),
    ]
    assert found.used["all.vcf"] == 3
    assert found.seen == [datetime(2026, 4, 5, 6, 7, 8, tzinfo=UTC)]
    assert [(p.records, "newest record" in p.what) for p in found.problems] == [(0, True)]


@pytest.mark.parametrize("text", [GOOGLE, GOOGLE_OLD, OUTLOOK, OUTLOOK.replace(",", ";")])
def test_tables_of_every_program_say_the_same(text: str) -> None:
    found = told(Contacts(), {"book.csv": text})
    entry: tuple[Any, ...] = ("Little Hampden", "Loom", "two\nlines")
    assert sorted(found.table("contacts", *COLUMNS)) == [
        ("Bo Tamsin", "", "+1 555 0100", *entry),
        ("Bo Tamsin", "mail:bo@home.example", "", *entry),
        ("Bo Tamsin", "mail:bo@loom.example", "", *entry),
        ("Bo Tamsin", "x:@botamsin", "", *entry),
    ]
    assert found.accounted("book.csv") == 1


@pytest.mark.parametrize(
    "header",
    [
        "Anrede;Vorname;Weitere Vornamen;Nachname;Firma;Telefon geschäftlich;E-Mail-Adresse;E-Mail 2: Adresse;Ort privat",
        "Titre;Prénom;Deuxième prénom;Nom;Société;Téléphone (bureau);Adresse de messagerie;Adresse de messagerie 2;"
        "Ville (domicile)",
        "Title;Nombre;Segundo nombre;Apellidos;Organización;Teléfono del trabajo;E-mail Address;"
        "Dirección de correo electrónico 2;Home City",
        "Titolo;Nome;Secondo nome;Cognome;Società;Ufficio;Indirizzo posta elettronica;Indirizzo posta elettronica 2;"
        "Città (ab.)",
    ],
)
def test_outlook_speaks_other_languages(header: str) -> None:
    text = f"{header}\r\n;Jörg;M.;Roe;Acme;0221 123;Joerg@example.org;j2@example.org;Köln\r\n"
    for data in (text.encode("cp1252"), text.encode("utf-8-sig"), text.replace(";", ",").encode()):
        archive = MemoryArchive({"book.csv": data})
        assert Contacts().recognises(archive, Options()) > 0.9
        found = told(Contacts(), archive)
        assert set(found.table("contacts", "name", "organisation", "place", "account_id", "phone")) == {
            ("Jörg M. Roe", "Acme", "Köln", "mail:joerg@example.org", ""),
            ("Jörg M. Roe", "Acme", "Köln", "mail:j2@example.org", ""),
            ("Jörg M. Roe", "Acme", "Köln", "", "0221 123"),
        }


def test_recognised_by_content() -> None:
    def score(name: str, data: bytes | str) -> float:
        return Contacts().recognises(MemoryArchive({name: data}), Options())

    assert score("anything", V3) > 0.9
    assert score("x.csv", GOOGLE) > 0.9
    assert score("contacts.csv", "a,b\n1,2\n") == 0
    assert score("contacts.vcf", "nothing of the kind") == 0


def test_bad_entries_are_problems_of_their_own() -> None:
    text = "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\nBEGIN:VCARD\nFN:No End\nBEGIN:VCARD\nFN:=1+1\x00\nEND:VCARD\nnoise\nBEGIN:VCARD\nFN:Cut"
    found = told(Contacts(), {"a.vcf": text})
    assert found.table("contacts", "name") == [("=1+1",)]
    assert [p.place for p in found.problems if p.records] == ["line 1", "line 4", "line 10"]
    assert found.rows["coverage"][0]["completeness"] == "some"


def test_windows_letters_and_other_scripts() -> None:
    found = told(Contacts(), {"o.csv": OUTLOOK.replace("Tamsin", "Müller").encode("cp1252")})
    assert found.rows["contacts"][0]["name"] == "Bo Müller"
    arabic = told(Contacts(), {"a.vcf": "BEGIN:VCARD\nFN:حسن كريم\nEMAIL:h@dye.example\nEND:VCARD\n".encode()})
    assert arabic.rows["contacts"][0]["name"] == "حسن كريم"


@pytest.mark.parametrize(
    "card", [V2, V3.encode(), V4.encode(), V3.replace("\n", "\r\n").encode()], ids=["2.1", "3.0", "4.0", "crlf"]
)
def test_whole_cards_and_single_lines_read_alike(card: bytes) -> None:
    two = b"\n" + card + b"\r\n" + card
    # A line that is nothing but a group's dot makes the reader go line by line.
    one_by_one = two.replace(b"END:VCARD", b".:\nEND:VCARD")
    found, slow = ([(c.properties, c.fault) for c in cards(io.BytesIO(data))] for data in (two, one_by_one))
    assert found == slow
    assert [c.line for c in cards(io.BytesIO(two))] == [2, 3 + card.count(b"\n")]


CELLS = [
    "", "bo@loom.example", "Bo@Loom.example ::: cy@dye.example", "cy@dye.example", "mailto:cy@dye.example", "ü@dye.example",
    f"{'a' * 70}@dye.example", "a@b@c", "none", "+1 555 0100", "+1 555 0100 ext 7", "555\u00a00100", "\u0665\u0665\u0665\u0665", "1",
    "https://x.com/Bo", "https://www.x.com/bo/", "https://x.com/home", "@bo@fields.example", "https://fields.example/@bo",
]  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(CELLS), min_size=6, max_size=6).map(tuple), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_many_lines_say_what_each_says_by_itself(lines: list[tuple[str, ...]]) -> None:
    header = "Name,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Value,Phone 2 - Value,Website 1 - Value\n"

    def read(some: list[tuple[str, ...]]) -> Told:
        """Return what is told of some lines."""
        return told(Contacts(), {"book.csv": header + "".join(",".join(line) + "\n" for line in some)})

    together, alone = read(lines), [read([line]) for line in lines]
    for table in ("contacts", "account_links"):
        assert together.rows.get(table, []) == [row for one in alone for row in one.rows.get(table, [])]
    assert together.failed("book.csv") == sum(one.failed("book.csv") for one in alone)
    assert together.accounted("book.csv") == sum(one.accounted("book.csv") for one in alone)


def test_an_entry_is_called_by_its_name_and_all_its_ways() -> None:
    found = told(Contacts(), {"google.csv": GOOGLE})
    facts = ("Bo Tamsin", "mail:bo@home.example", "mail:bo@loom.example", "x:@botamsin", "+1 555 0100")
    key = hashlib.sha256("\x1f".join(facts).encode()).hexdigest()[:24]
    assert {row["contact_id"] for row in found.rows["contacts"]} == {f"contacts:{key}"}


def test_half_a_character_does_no_harm() -> None:
    found = told(Contacts(), {"a.vcf": b"BEGIN:VCARD\nFN;CHARSET=utf-7:Bo +2AA-\nTEL:1\nEND:VCARD\n"})
    assert found.table("contacts", "name", "phone") == [("Bo ?", "1")]


@given(damaged({**FILES, "all.vcf": V3 + V4}))
@settings(max_examples=60, deadline=None)
def test_damage_never_raises(files: dict[str, bytes]) -> None:
    told(Contacts(), files)
