"""One guarded visit to an address of the web: the only place in which Kithkin opens a connection of its own.

An address may come from an import, so it is trusted with nothing: only http and https, no name or password in it,
and every address that its host resolves to must be a public one. The connection goes to an address that was
checked, never to a name that could be resolved anew, and each redirect is checked like the first address.
Nothing is sent but the request: no cookie, no referrer, no account.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from kithkin.model.errors import Refused

MOST_BYTES: Final = 16 << 20
MOST_REDIRECTS: Final = 3
#: Seconds that one answer of the other side may take, and seconds for all of a document.
ONE_ANSWER: Final = 15.0
WHOLE_VISIT: Final = 60.0

AGENT: Final = "Kithkin (reads feeds for one person, on their own machine)"
ACCEPT: Final = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"

_PORTS: Final = {"http": 80, "https": 443}
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
#: The addresses of version 6 that are given to hosts of the public net, and those in it that lead elsewhere.
_GIVEN_OUT: Final = ipaddress.IPv6Network("2000::/3")
_TUNNELS: Final = tuple(ipaddress.IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))


def is_public(address: str) -> bool:
    """Return whether a numeric address is one of the public net: not private, local, multicast or reserved.

    >>> [is_public(a) for a in ("93.184.216.34", "127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1")]
    [True, False, False, False, False]
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        return ip in _GIVEN_OUT and not any(ip in net for net in _TUNNELS)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def checked_url(url: str) -> SplitResult:
    """Return the parts of an address that may be visited; raise `Refused` for any other."""
    if any(c <= " " or c == "\x7f" for c in url) or len(url) > 2000:
        raise Refused("It is not an address of the web.")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError:
        raise Refused("It is not an address of the web.") from None
    if parts.scheme not in _PORTS or not host:
        raise Refused("Only addresses that begin with https:// or http:// are visited.")
    if parts.username is not None or parts.password is not None:
        raise Refused("The address has a name or a password in it, which would be sent along.")
    if port is not None and port < 1024 and port not in _PORTS.values():
        raise Refused(f"The address names port {port}, where no web page is.")
    return parts


@dataclass(frozen=True)
class Visitor:
    """Visits addresses; `may_visit` says of a numeric address whether it may be connected to."""

    may_visit: Callable[[str], bool] = is_public
    most_bytes: int = MOST_BYTES
    one_answer: float = ONE_ANSWER
    whole_visit: float = WHOLE_VISIT

    def read(self, url: str) -> bytes:
        """Return the document at an address, over at most three redirects.

        Raises
        ------
        Refused
            With the reason in a sentence: what kind of address it is, or what the other side answered.
        """
        for _ in range(MOST_REDIRECTS + 1):
            parts = checked_url(url)
            try:
                found, next_url = self._visit(parts, url)
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise Refused(_told(error, parts.hostname or "It")) from error
            if not next_url:
                return found
            if parts.scheme == "https" and urlsplit(next_url).scheme == "http":
                raise Refused("It leads from https to http, where anybody on the way could change it.")
            url = next_url
        raise Refused(f"It leads on and on: more than {MOST_REDIRECTS} times.")

    def _visit(self, parts: SplitResult, url: str) -> tuple[bytes, str]:
        """Return the document, or the address that it leads to."""
        connection = self._connection(parts)
        # The time for one answer starts anew with every byte, so a clock beside it ends the visit as a whole.
        end = threading.Timer(self.whole_visit, _cut, [connection])
        end.daemon = True
        end.start()
        try:
            target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
                f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?')}" if parts.query else ""
            )
            headers = {"User-Agent": AGENT, "Accept": ACCEPT, "Accept-Encoding": "identity", "Connection": "close"}
            connection.request("GET", target, headers=headers)
            answer = connection.getresponse()
            if answer.status in _REDIRECTS and (location := answer.getheader("Location")):
                return b"", urljoin(url, location)
            body = self._body(answer)
            if not end.is_alive():  # a document without a stated length would look whole
                raise TimeoutError
            return body, ""
        finally:
            end.cancel()
            connection.close()

    def _body(self, answer: http.client.HTTPResponse) -> bytes:
        if answer.status != 200:
            raise Refused(f"It answered {answer.status} {' '.join(answer.reason.split())[:60]}.".replace(" .", "."))
        if (answer.getheader("Content-Encoding") or "identity").lower() != "identity":
            raise Refused("It answered with a packed document, though it was asked not to.")
        found = answer.read(self.most_bytes + 1)
        if len(found) > self.most_bytes:
            raise Refused(f"It is larger than {self.most_bytes:,} bytes, which no feed is.")
        if answer.length:
            raise Refused("It broke off before its end.")
        return found

    def _connection(self, parts: SplitResult) -> http.client.HTTPConnection:
        """Return a connection to an address that was checked; its name is asked for once."""
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or _PORTS[parts.scheme]
        addresses = self._addresses(host, port)
        sock = self._open(addresses, port)
        if parts.scheme == "http":
            plain = http.client.HTTPConnection(host, port, timeout=self.one_answer)
            plain.sock = sock
            return plain
        try:
            safe = http.client.HTTPSConnection(host, port, timeout=self.one_answer)
            safe.sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        except BaseException:
            sock.close()
            raise
        return safe

    def _addresses(self, host: str, port: int) -> list[str]:
        """Return the numeric addresses of a host; raise where one of them may not be visited."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError:
            raise Refused(f"There is no host called {host}, as far as can be told from here.") from None
        addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
        if not all(self.may_visit(address) for address in addresses):
            raise Refused(f"{host} lies in a private or local network, which is never visited.")
        return addresses

    def _open(self, addresses: list[str], port: int) -> socket.socket:
        """Return a connection to the first of these addresses that takes one."""
        last: OSError = OSError("no address")
        for address in addresses:
            try:
                return socket.create_connection((address, port), timeout=self.one_answer)
            except OSError as error:
                last = error
        raise last


def _told(error: Exception, host: str) -> str:
    """Return what went wrong on the way, in a sentence."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{host} could not prove who it is: its certificate does not hold."
    if isinstance(error, TimeoutError):
        return f"{host} did not answer in time."
    if isinstance(error, ConnectionError):
        return f"{host} did not take the connection, or cut it off."
    return f"{host} did not answer as a web page does ({type(error).__name__})."


def _cut(connection: http.client.HTTPConnection) -> None:
    """End a connection that has taken its time, whatever it is doing."""
    try:
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it had ended by itself
