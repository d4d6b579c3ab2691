"""Rogue servers that end with their test, and certificates nobody should trust."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bkddesk.wordpress.client import Client
from bkddesk.wordpress.transport import Timeouts
from tests.wordpress.rogue import Rogue, Script

PASSWORD = "abcd EFGH ijkl 1234 mnop QRST"
QUICK = Timeouts(connect=2.0, read=1.0, total=2.0)

StartRogue = Callable[..., Rogue]


@pytest.fixture
def rogue() -> Iterator[StartRogue]:
    """Starts a rogue server with a script, as many as a test needs."""
    started: list[Rogue] = []

    def start(script: Script, tls: ssl.SSLContext | None = None) -> Rogue:
        started.append(Rogue(script, tls))
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.fixture
def client_of() -> Iterator[Callable[..., Client]]:
    """A signed-in client of a rogue server, with short limits; closed at the end."""
    made: list[Client] = []

    def make(server: Rogue, timeouts: Timeouts = QUICK, **options: object) -> Client:
        made.append(Client(server.api_root, "editor", PASSWORD, timeouts=timeouts, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.close()


@dataclass(frozen=True)
class Certificate:
    """A self-signed certificate: the file to trust it by, and a server's context."""

    file: Path
    context: ssl.SSLContext


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Certificate]:
    """Makes a self-signed certificate for an IP address, valid for some days (negative: expired since)."""
    folder = tmp_path_factory.mktemp("certificates")

    def make(address: str = "127.0.0.1", days: int = 1) -> Certificate:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bkd.example.go.id")])
        now = datetime.now(UTC)
        built = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=30))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(key, hashes.SHA256())
        )
        file = folder / f"{built.serial_number}.pem"
        file.write_bytes(built.public_bytes(serialization.Encoding.PEM))
        key_file = file.with_suffix(".key")
        key_file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file, key_file)
        return Certificate(file, context)

    return make
