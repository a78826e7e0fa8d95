"""What a meter that signs would send: records in the form of OCMF, whose signature is made up and proves nothing."""

from __future__ import annotations

import hashlib
import json

from app.virtual.clock import as_text
from app.virtual.outlet import Reading

ENCODING = "OCMF"
METHOD = "ECDSA-secp256r1-SHA256"
PUBLIC_KEY = "3059301306072A8648CE3D020106082A8648CE3D03010703420004" + "00" * 64
_LETTERS = {"Transaction.Begin": "B", "Transaction.End": "E"}


def signed_record(reading: Reading, context: str, serial: str) -> str:
    """One record: the same reading gives the same text."""
    payload = {
        "FV": "1.0",
        "GI": "Laddvakt Virtual",
        "GS": serial,
        "RD": [
            {
                "TM": f"{as_text(reading.at)} S",
                "TX": _LETTERS.get(context, "C"),
                "RV": reading.energy_wh / 1000,
                "RI": "1-b:1.8.0",
                "RU": "kWh",
                "ST": "G",
            }
        ],
    }
    text = json.dumps(payload, separators=(",", ":"))
    signature = {"SA": METHOD, "SD": hashlib.sha256(text.encode()).hexdigest()}
    return f"OCMF|{text}|{json.dumps(signature, separators=(',', ':'))}"
