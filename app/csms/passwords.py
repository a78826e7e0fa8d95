"""Proves chargers' passwords against what was kept of them, slowly once and quickly when they come back."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

# scrypt's cost: about 50 ms and 16 MB for each try.
_COST, _BLOCK, _PARALLEL = 2**14, 8, 1
_MEMORY = 64 * 1024 * 1024
_NAME = "scrypt"


def candidates(sent: bytes) -> list[bytes]:
    """What the user may have typed where the charger sends this: the same, its hexadecimal form, what it is that of.

    1.6 chargers are set up with hexadecimal digits and send the bytes they stand for, or do not (WS-22).
    """
    forms = [sent]
    with suppress(ValueError):
        forms.append(bytes.fromhex(sent.decode("ascii")))
    forms += [sent.hex().encode(), sent.hex().upper().encode()]
    return forms


def basic_credentials(header: str) -> tuple[str, bytes] | None:
    """User and password of a Basic Authorization header; None where it is none. The password may be any bytes."""
    scheme, _, rest = header.strip().partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        decoded = base64.b64decode(rest.strip() + "==")
    except (binascii.Error, ValueError):
        return None
    user, _, password = decoded.partition(b":")
    return user.decode("utf-8", "replace"), password


class Passwords:
    """Hashes and proves on threads of its own; remembers, keyed and in memory only, what proved right last."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(2, "passwords")
        self._key = secrets.token_bytes(32)
        self._proofs: dict[str, bytes] = {}  # stored hash → keyed digest of what proved right

    async def hash(self, password: str) -> str:
        """What to keep of a password, instead of it."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, _hash, password.encode())

    def known(self, sent: bytes, stored: str) -> bool:
        """Whether exactly this proved right before; says so at once."""
        proof = self._proofs.get(stored)
        return proof is not None and hmac.compare_digest(proof, self._digest(sent, stored))

    async def verify(self, sent: bytes, stored: str) -> bool:
        """Whether what the charger sent is the password of which `stored` was kept, in any form of `candidates`."""
        if self.known(sent, stored):
            return True
        right = await asyncio.get_running_loop().run_in_executor(self._pool, _any_fits, candidates(sent), stored)
        if right:
            self._proofs[stored] = self._digest(sent, stored)
        return right

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _digest(self, sent: bytes, stored: str) -> bytes:
        return hmac.digest(self._key, stored.encode() + b"\x00" + sent, "sha256")


def _hash(password: bytes) -> str:
    salt = secrets.token_bytes(16)
    key = _scrypt(password, salt, _COST, _BLOCK, _PARALLEL)
    return "$".join((_NAME, str(_COST), str(_BLOCK), str(_PARALLEL), salt.hex(), key.hex()))


def _any_fits(forms: Sequence[bytes], stored: str) -> bool:
    try:
        name, cost, block, parallel, salt, key = stored.split("$")
        if name != _NAME:
            return False
        kept = bytes.fromhex(key)
        return any(
            hmac.compare_digest(kept, _scrypt(form, bytes.fromhex(salt), int(cost), int(block), int(parallel)))
            for form in forms
        )
    except ValueError:  # not a hash we wrote: nothing fits it
        return False


def _scrypt(password: bytes, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    return hashlib.scrypt(password, salt=salt, n=cost, r=block, p=parallel, maxmem=_MEMORY, dklen=32)
