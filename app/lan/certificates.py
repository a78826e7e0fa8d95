"""The certificates this computer shows to chargers that call encrypted.

Two, because chargers are promised both kinds of cipher suite (OCPP 2.0.1 A00.FR.318 and .421): one with an elliptic key
and one with an RSA key, signed by themselves, kept in the data folder, made when they are first needed.
"""

from __future__ import annotations

import datetime
import ipaddress
import os
import socket
import ssl
from collections.abc import Sequence
from pathlib import Path

# Ten years: a charger that was told to trust it should not have to be told again.
_VALID_FOR = datetime.timedelta(days=3652)
_CIPHERS = ":".join(
    (
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES128-GCM-SHA256",
        "ECDHE-RSA-AES256-GCM-SHA384",
        "AES128-GCM-SHA256",
        "AES256-GCM-SHA384",
    )
)


def server_context(data: Path, addresses: Sequence[str]) -> ssl.SSLContext:
    """What encrypted lines are opened with: TLS 1.2 and up, both certificates.

    Takes a second the first time, when the keys are made. Raises OSError.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(_CIPHERS)
    for kind in ("ec", "rsa"):
        certificate, key = data / f"tls-{kind}.crt", data / f"tls-{kind}.key"
        if not (certificate.exists() and key.exists()):
            _make(kind, certificate, key, addresses)
        context.load_cert_chain(certificate, key)
    return context


def _make(kind: str, certificate_file: Path, key_file: Path, addresses: Sequence[str]) -> None:
    # Imported here: a computer that never calls encrypted never pays for it.
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    key = (
        ec.generate_private_key(ec.SECP256R1())
        if kind == "ec"
        else rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    name = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.COMMON_NAME, socket.gethostname()[:64] or "laddvakt"),
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Laddvakt"),
        ]
    )
    now = datetime.datetime.now(datetime.UTC)
    names: list[x509.GeneralName] = [x509.DNSName(socket.gethostname() or "laddvakt")]
    names += [x509.IPAddress(ipaddress.ip_address(address)) for address in (*addresses, "127.0.0.1")]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + _VALID_FOR)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write_private(
        key_file,
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _write_private(file: Path, content: bytes) -> None:
    """Readable by the user alone from its first byte."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as writing:
        writing.write(content)
