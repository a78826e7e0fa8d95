"""A charger that calls encrypted is let in with the certificate this computer made for itself."""

from __future__ import annotations

import asyncio
import ssl
import stat
from pathlib import Path

import pytest

from app.application import running
from app.settings import Address, Settings
from app.virtual.charger import VirtualCharger
from app.virtual.settings import ChargerSettings, Version
from tests.stories.conftest import two_hours_ago, until


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_a_charger_that_trusts_our_certificate_charges_over_an_encrypted_line(kind: str, tmp_path: Path) -> None:
    async def story() -> None:
        local = Address("127.0.0.1", 0)
        settings = Settings(data=tmp_path, listen=local, tls_listen=local, approve_new=True, test_mode=True)
        async with running(settings) as run:
            plain, encrypted = run.urls
            assert plain.startswith("ws://")
            trust = ssl.create_default_context(cafile=tmp_path / f"tls-{kind}.crt")
            trust.maximum_version = ssl.TLSVersion.TLSv1_2
            trust.set_ciphers("ECDHE-ECDSA-AES128-GCM-SHA256" if kind == "ec" else "AES256-GCM-SHA384")
            charger_settings = ChargerSettings(
                url=encrypted, identity="EH1", version=Version.V201, lively=False, tls=trust
            )
            async with VirtualCharger(charger_settings, two_hours_ago()) as charger:
                await charger.power_up()
                await charger.plug_in(1)
                assert await charger.tap(1, "04A2B3C4")
                await until(run, lambda: bool(run.site.registry.outlets_of("EH1")))

    asyncio.run(story())
    for key in tmp_path.glob("*.key"):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
