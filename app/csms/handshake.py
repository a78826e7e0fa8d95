"""Decides who is let in: identity, version and password of a WebSocket request, and why others are sent away."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from websockets.datastructures import Headers
from websockets.exceptions import InvalidHeaderFormat
from websockets.headers import parse_extension
from websockets.http11 import Request, Response

from app.core.contact import Knock, Outcome
from app.core.interfaces import Desk, Now
from app.csms.dialects import DIALECTS
from app.csms.dialects.rows import Dialect
from app.csms.limits import Doorkeeper
from app.csms.page import for_browsers
from app.csms.passwords import Passwords, basic_credentials
from app.csms.wire import Guest, Oddity, Wire

MOST_IDENTITY = 255
# What a charger speaks that offers nothing (WS-01).
DEFAULT = DIALECTS["ocpp1.6"]
# Paths and details are shown to people: longer ones are cut.
MOST_SHOWN = 200

_ODDITIES = {
    Oddity.TLS: Outcome.ENCRYPTED_ON_PLAIN_PORT,
    Oddity.SOAP: Outcome.SOAP,
    Oddity.OTHER_METHOD: Outcome.NOT_A_CHARGER,
    Oddity.GARBAGE: Outcome.NOT_A_CHARGER,
}


class BadIdentity(ValueError):
    """The last part of the path cannot be a charger's name."""


def identity_in(path: str) -> str:
    """The charger's identity: the last non-empty part of the path, percent-decoded; "" where there is none.

    The query is not looked at. Raises BadIdentity. (OCPP-J 3.1.1; WS-07, 09, 10, 11, 13.)
    """
    parts = [part for part in path.partition("?")[0].partition("#")[0].split("/") if part]
    if not parts:
        return ""
    try:
        identity = unquote_to_bytes(parts[-1]).decode("utf-8").strip()
    except UnicodeDecodeError:
        raise BadIdentity("not UTF-8") from None
    if len(identity) > MOST_IDENTITY:
        raise BadIdentity(f"longer than {MOST_IDENTITY} characters")
    if not identity.isprintable():
        raise BadIdentity("unprintable characters")
    return identity


def offered(headers: Headers) -> list[str]:
    """The subprotocols offered, in order; the header may be repeated and sloppily written (WS-02)."""
    words = [word.strip() for value in headers.get_all("Sec-WebSocket-Protocol") for word in value.split(",")]
    return list(dict.fromkeys(word for word in words if word))


class Door:
    """What happens between the first byte of a connection and its first WebSocket frame."""

    def __init__(
        self, desk: Desk, now: Now, passwords: Passwords, keeper: Doorkeeper, waiting: set[str], *, limit: bool
    ) -> None:
        self._desk = desk
        self._now = now
        self._passwords = passwords
        self._keeper = keeper
        self._waiting = waiting  # known chargers that the user has not approved
        self._limit = limit
        self.arriving: set[Wire] = set()  # connections whose handshake is not done

    # Connections as they come and go (wire.Porch).

    def arrived(self, wire: Wire) -> bool:
        self.arriving.add(wire)
        if self._keeper.half_opened(wire.address):
            return True
        self._knock(wire, Outcome.TOO_MANY)
        return False

    def odd(self, wire: Wire, oddity: Oddity, about: str) -> None:
        self._knock(wire, _ODDITIES[oddity], detail=about)

    def gone(self, wire: Wire) -> None:
        if wire in self.arriving:
            self.arriving.discard(wire)
            self._keeper.half_closed(wire.address)

    def let_in(self, wire: Wire) -> None:
        """The handshake is done."""
        self.gone(wire)
        if wire.guest.stranger:
            self._keeper.stranger_opened(wire.address)

    def approved(self, wire: Wire) -> None:
        """The user knows this charger: its line counts against nobody any more. Also when the line ends."""
        if wire.guest.stranger:
            wire.guest = replace(wire.guest, stranger=False)
            self._keeper.stranger_closed(wire.address)

    # The request.

    async def process_request(self, wire: Wire, request: Request) -> Response | None:
        """None lets the charger in as `wire.guest`; a response sends it away, after the desk was told."""
        headers = request.headers
        if "websocket" not in _first(headers, "Upgrade"):
            self._knock(wire, Outcome.NOT_A_CHARGER, path=request.path, detail="web browser")
            return for_browsers(wire)
        protocols = ", ".join(offered(headers))
        try:
            identity = identity_in(request.path)
        except BadIdentity as bad:
            return self._refuse(wire, HTTPStatus.BAD_REQUEST, Outcome.BAD_IDENTITY, request.path, protocols, str(bad))
        credentials = basic_credentials(_first(headers, "Authorization"))
        if not identity and credentials and credentials[0].strip().isprintable():
            identity = credentials[0].strip()[:MOST_IDENTITY]
        anonymous = not identity
        known = self._desk.canonical(identity) if identity else self._desk.anonymous_at(wire.address)
        name = known or identity or None
        stranger = self._limit and (known is None or known in self._waiting)
        if stranger and not self._keeper.admit(wire.address):
            return self._refuse(wire, HTTPStatus.TOO_MANY_REQUESTS, Outcome.TOO_MANY, request.path, protocols, "", name)
        dialect = self._choose(wire, headers)
        if dialect is None:
            return self._refuse(
                wire, HTTPStatus.BAD_REQUEST, Outcome.NO_COMMON_VERSION, request.path, protocols, protocols, name
            )
        if known is not None:
            refusal = await self._refusal(wire, known, credentials, anonymous=anonymous)
            if refusal is not None:
                status, outcome = refusal
                return self._refuse(wire, status, outcome, request.path, dialect.name, "", name)
        _drop_broken_extensions(headers)
        wire.guest = Guest(name, anonymous, stranger, request.path[:MOST_SHOWN], dialect)
        return None

    def process_response(self, wire: Wire, request: Request, response: Response) -> None:
        """Tell of what websockets itself refuses: a missing key, another version of the protocol."""
        if response.status_code != HTTPStatus.SWITCHING_PROTOCOLS and not wire.knocked:
            detail = str(wire.protocol.handshake_exc or response.status_code)
            self._knock(wire, Outcome.NOT_A_CHARGER, path=request.path, detail=detail)

    def _choose(self, wire: Wire, headers: Headers) -> Dialect | None:
        """The newest version offered, and exactly one echo of it as it was written; none where none was offered."""
        words = offered(headers)
        if "Sec-WebSocket-Protocol" in headers:
            del headers["Sec-WebSocket-Protocol"]
        if not words:
            return DEFAULT
        by_name = {word.lower(): word for word in reversed(words)}
        for name, dialect in DIALECTS.items():
            if name in by_name:
                headers["Sec-WebSocket-Protocol"] = by_name[name]
                return dialect
        return None

    async def _refusal(
        self, wire: Wire, charger_id: str, credentials: tuple[str, bytes] | None, *, anonymous: bool
    ) -> tuple[HTTPStatus, Outcome] | None:
        if self._desk.refused(charger_id):
            return HTTPStatus.FORBIDDEN, Outcome.REFUSED_BY_USER
        stored = self._desk.password_hash(charger_id)
        if stored is None:
            return None
        if credentials is None:
            return HTTPStatus.UNAUTHORIZED, Outcome.NO_PASSWORD
        user, sent = credentials
        if not self._passwords.known(sent, stored) and not self._keeper.may_guess(wire.address):
            return HTTPStatus.TOO_MANY_REQUESTS, Outcome.TOO_MANY
        named = anonymous or user.strip().casefold() == charger_id.casefold()
        if named and await self._passwords.verify(sent, stored):
            return None
        self._keeper.was_wrong(wire.address)
        return HTTPStatus.UNAUTHORIZED, Outcome.WRONG_PASSWORD

    def _refuse(
        self,
        wire: Wire,
        status: HTTPStatus,
        outcome: Outcome,
        path: str,
        protocol: str,
        detail: str,
        identity: str | None = None,
    ) -> Response:
        self._knock(wire, outcome, identity, path, protocol, detail)
        response = wire.respond(status, f"{status.phrase}\n")
        if status is HTTPStatus.UNAUTHORIZED:
            response.headers["WWW-Authenticate"] = 'Basic realm="charger", charset="UTF-8"'
        elif status is HTTPStatus.TOO_MANY_REQUESTS:
            response.headers["Retry-After"] = "30"
        return response

    def tell(
        self, wire: Wire, outcome: Outcome, identity: str | None = None, protocol: str = "", detail: str = ""
    ) -> None:
        """Tell how the visit of somebody who was let in went on."""
        self._knock(wire, outcome, identity, wire.guest.path, protocol, detail)

    def _knock(
        self,
        wire: Wire,
        outcome: Outcome,
        identity: str | None = None,
        path: str = "",
        protocol: str = "",
        detail: str = "",
    ) -> None:
        wire.knocked = True
        self._keeper.knock(
            Knock(
                self._now(),
                wire.address,
                outcome,
                identity,
                path[:MOST_SHOWN],
                protocol[:MOST_SHOWN],
                "".join(letter for letter in detail[:MOST_SHOWN] if letter.isprintable()),
            )
        )


def _first(headers: Headers, name: str) -> str:
    """The first of a header that may be repeated; "" where it is missing."""
    values = headers.get_all(name)
    return values[0] if values else ""


def _drop_broken_extensions(headers: Headers) -> None:
    """An extension offer that cannot be read is no reason to send a charger away."""
    try:
        for value in headers.get_all("Sec-WebSocket-Extensions"):
            parse_extension(value)
    except InvalidHeaderFormat:
        del headers["Sec-WebSocket-Extensions"]
