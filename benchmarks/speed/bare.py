"""The bare parses: the fastest plain reading of a file that gives the same fields, and forgets them.

Each is a program that is given the export's path, and the files to be read inside of it.
"""

from __future__ import annotations

from typing import Final

CSV: Final = """
import csv, io, sys, zipfile
csv.field_size_limit(1 << 24)
with zipfile.ZipFile(sys.argv[1]) as archive:
    for name in sys.argv[2:]:
        with archive.open(name) as file:
            for row in csv.reader(io.TextIOWrapper(file, "utf-8", newline="")):
                pass
"""
JSON: Final = """
import sys, zipfile, msgspec
with zipfile.ZipFile(sys.argv[1]) as archive:
    for name in sys.argv[2:]:
        msgspec.json.decode(archive.read(name))
"""
LINES: Final = """
import sys, zipfile, msgspec
decode = msgspec.json.Decoder().decode
with zipfile.ZipFile(sys.argv[1]) as archive, archive.open(sys.argv[2]) as file:
    for line in file:
        decode(line)
"""
#: A chat of WhatsApp: each line is a message with its date, its clock and its sender, or goes on with the one before.
CHAT: Final = r"""
import io, re, sys, zipfile
head = re.compile(r"\u200e?\[(\d+)/(\d+)/(\d+), (\d+):(\d+):(\d+)\] ([^:]+): (.*)").match
with zipfile.ZipFile(sys.argv[1]) as archive, archive.open(sys.argv[2]) as file:
    message, more = None, []
    for line in io.TextIOWrapper(file, "utf-8", newline="\n"):
        if found := head(line):
            message, more = found.groups(), []
        else:
            more.append(line)
"""
_MAIL: Final = """
def read(mail):
    for name in ("from", "to", "cc", "date", "message-id", "in-reply-to", "references", "subject"):
        mail[name]
    for part in mail.walk():
        if part.get_content_type() == "text/plain":
            part.get_payload(decode=True).decode(part.get_content_charset() or "utf-8", "replace")
            break
"""
#: The standard library: every mail parsed, its headers looked at, its first plain text decoded.
MBOX: Final = f"""
import mailbox, sys, tempfile, zipfile
{_MAIL}
with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(sys.argv[1]) as archive:
    for mail in mailbox.mbox(archive.extract(sys.argv[2], folder), create=False):
        read(mail)
"""
MAILDIR: Final = f"""
import mailbox, sys
{_MAIL}
for mail in mailbox.Maildir(sys.argv[1], create=False):
    read(mail)
"""
ROWS: Final = """
import sys, zipfile
from pyarrow import csv
with zipfile.ZipFile(sys.argv[1]) as archive, archive.open(sys.argv[2]) as file:
    with csv.open_csv(file) as batches:  # closed before its file, since it reads ahead
        for batch in batches:
            pass
"""
PARQUET: Final = """
import sys
from pyarrow import parquet
for batch in parquet.ParquetFile(sys.argv[1]).iter_batches():
    pass
"""
#: vCard by hand, since the libraries for it take several times as long: unfolded, cut into names and values.
CARDS: Final = r"""
import io, sys, zipfile
def unfolded(file):
    held = ""
    for line in file:
        if line[:1] in (" ", "\t"):
            held = held.rstrip("\r\n") + line[1:]
        else:
            if held:
                yield held.rstrip("\r\n")
            held = line
    yield held.rstrip("\r\n")
with zipfile.ZipFile(sys.argv[1]) as archive, archive.open(sys.argv[2]) as file:
    for line in unfolded(io.TextIOWrapper(file, "utf-8", newline="")):
        head, _, value = line.partition(":")
        name, *parameters = head.rpartition(".")[2].upper().split(";")
        if name == "BEGIN":
            card = {}
        elif name != "END":
            if "\\" in value:
                value = value.replace("\\,", ",").replace("\\n", "\n").replace("\\\\", "\\")
            card.setdefault(name, []).append((parameters, value))
"""
#: Every block decoded, and the tree walked for the keys of the records.
CAR: Final = """
import sys, libipld
header, blocks = libipld.decode_car(open(sys.argv[1], "rb").read())
waiting, records = [blocks[header["roots"][0]]["data"]], {}
while waiting:
    node, key = blocks[waiting.pop()], b""
    if node["l"]:
        waiting.append(node["l"])
    for entry in node["e"]:
        key = key[: entry["p"]] + entry["k"]
        records[key] = blocks[entry["v"]]
        if entry["t"]:
            waiting.append(entry["t"])
"""
FEEDS: Final = """
import io, sys, zipfile, feedparser
with zipfile.ZipFile(sys.argv[1]) as archive:
    for name in archive.namelist():
        for entry in feedparser.parse(io.BytesIO(archive.read(name)), sanitize_html=True).entries:
            entry.get("published_parsed")
"""
