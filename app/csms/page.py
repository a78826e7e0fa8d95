"""The page a person sees who opens the chargers' address in a browser. Nothing of the request is repeated in it."""

from __future__ import annotations

from websockets.asyncio.server import ServerConnection
from websockets.datastructures import Headers
from websockets.http11 import Response

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Laddvakt</title>
<style>
body {{ font: 18px/1.5 system-ui, sans-serif; max-width: 34em; margin: 3em auto; padding: 0 1em; }}
code {{ font-size: 110%; overflow-wrap: anywhere; }}
</style>
<h1>Laddvakt</h1>
<p>This is Laddvakt's address for chargers. Type it into your charger's settings:</p>
<p><code>{address}</code></p>
<p lang="sv">Det här är Laddvakts adress för laddare. Skriv in den i laddarens inställningar.</p>
</html>
"""


def for_browsers(connection: ServerConnection) -> Response:
    """The page with the address on which this connection came in."""
    host, port = connection.local_address[:2]
    host = str(host).removeprefix("::ffff:")
    address = f"ws://[{host}]:{port}/" if ":" in host else f"ws://{host}:{port}/"
    body = _PAGE.format(address=address).encode()
    headers = Headers(
        {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
            "Connection": "close",
        }
    )
    return Response(200, "OK", headers, body)
