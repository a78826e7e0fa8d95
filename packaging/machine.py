"""Brings this machine to what the program needs: shared libraries, the .venv, the locked packages.

Everything is written for a second start: a stamp in the .venv says what has been done, so that one small file
is read and nothing else. Called by dev.py; standard library alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Set as AbstractSet

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "laddvakt-setup")
LOG = os.path.join(VENV, "setup.log")

# The parts of a machine that dev.py can set up. The first three are the system's, the others live in .venv.
QT = "qt"  # what Qt needs even without a screen
SCREEN = "screen"  # what it needs to open a window on one
BUILD = "build"  # what packaging needs
RUNTIME = "runtime"  # the packages that the program imports
DEV = "dev"  # those that test, check and package it

LOCKS = {
    RUNTIME: os.path.join(ROOT, "packaging", "requirements.lock"),
    DEV: os.path.join(ROOT, "packaging", "requirements-dev.lock"),
}

# Shared library → Debian's package that holds it.
LIBRARIES = {
    QT: {
        "libglib-2.0.so.0": "libglib2.0-0",
        "libEGL.so.1": "libegl1",
        "libGL.so.1": "libgl1",
        "libdbus-1.so.3": "libdbus-1-3",
        "libfontconfig.so.1": "libfontconfig1",
        "libxkbcommon.so.0": "libxkbcommon0",
    },
    SCREEN: {
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-shape.so.0": "libxcb-shape0",
    },
}
# Command → Debian's package, for the parts that run one.
COMMANDS = {BUILD: {"objdump": "binutils", "strip": "binutils"}}

UNFINISHED = "unfinished"  # the stamp's text while packages are being copied in

# Words in pip's log → what to tell the user. The first row that fits is taken.
PIP_TROUBLES = (
    ("No space left on device", "The disk is full, so the libraries could not be installed"),
    (
        "DO NOT MATCH THE HASHES",
        "A downloaded library is not the one that the lock file names, so nothing was installed",
    ),
    (
        "CERTIFICATE_VERIFY_FAILED",
        "The package index shows a certificate that this computer does not trust,"
        " so the libraries could not be installed",
    ),
    (
        "onnection",  # Connection, NewConnectionError, connection broken by …
        "The package index cannot be reached, so the libraries could not be installed;"
        " check the network or pip's settings and start again",
    ),
    (
        "No matching distribution",
        "A library that the program needs is not to be had for this system and Python,"
        " or the package index does not hold it",
    ),
)
PIP_TROUBLE_UNKNOWN = "The libraries could not be installed"


class SetupFailed(Exception):
    """The machine cannot be made ready; the text is one sentence for the user."""


def venv_python() -> str:
    """Path of the checkout's own Python."""
    if os.name == "nt":
        return os.path.join(VENV, "Scripts", "python.exe")
    return os.path.join(VENV, "bin", "python")


def is_ready(parts: AbstractSet[str]) -> bool:
    """Whether an earlier start has set up all these parts and nothing has changed since."""
    return _stamp_lines(parts) <= _read_stamp() and os.path.exists(venv_python())


def prepare(parts: AbstractSet[str]) -> None:
    """Sets up the parts that are missing. Raises SetupFailed with a sentence for the user, or OSError."""
    os.makedirs(VENV, exist_ok=True)
    _install_system_packages(missing_system_packages(parts))
    done = _read_stamp()
    if not _venv_works(done):
        _make_venv()
        done = set()
    for part, lock in LOCKS.items():
        if part in parts and not _stamp_lines({part}) <= done:
            _install_locked(part, lock, done)
            done |= _stamp_lines({part})
    _write_stamp("\n".join(sorted(done | _stamp_lines(parts))))


def _stamp_lines(parts: AbstractSet[str]) -> set[str]:
    """What the stamp says when these parts are there: packages are known by their lock and Python."""
    lines = set()
    for part in parts:
        if part not in LOCKS:
            lines.add(part)
            continue
        import hashlib

        with open(LOCKS[part], "rb") as lock:
            digest = hashlib.sha256(lock.read()).hexdigest()
        lines.add(f"{part} python{sys.version_info[0]}.{sys.version_info[1]} {digest}")
    return lines


def _read_stamp() -> set[str]:
    try:
        with open(STAMP, encoding="utf-8") as stamp:
            return set(stamp.read().splitlines())
    except FileNotFoundError:
        return set()


def _write_stamp(text: str) -> None:
    with open(STAMP + ".new", "w", encoding="utf-8") as stamp:
        stamp.write(text)
    os.replace(STAMP + ".new", STAMP)


# --- shared libraries and other system packages


def missing_system_packages(parts: AbstractSet[str]) -> list[str]:
    """Debian's names of what these parts lack on this machine, sorted; empty where it is not Linux."""
    if not sys.platform.startswith("linux"):
        return []
    import importlib.util
    import shutil

    missing = set()
    for part in parts:
        missing |= {package for soname, package in LIBRARIES.get(part, {}).items() if not _loads(soname)}
        missing |= {package for command, package in COMMANDS.get(part, {}).items() if shutil.which(command) is None}
    python = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    if parts and importlib.util.find_spec("ensurepip") is None:
        missing.add(f"{python}-venv")
    if BUILD in parts and sys.base_prefix == "/usr" and not _loads(f"lib{python}.so.1.0"):
        missing.add(f"lib{python}")
    return sorted(missing)


def _loads(soname: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _install_system_packages(packages: list[str]) -> None:
    if not packages:
        return
    import shutil

    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise SetupFailed(
            f"This system lacks what Debian calls {names};"
            " install it with your system's own package manager and start again."
        )
    may = _privilege()
    if may is None:
        raise SetupFailed(
            f"Some system packages are missing; run this and start again:"
            f" sudo apt-get install --no-install-recommends {names}"
        )
    _say(f"Installing system packages: {names}")
    # A machine fresh from its image has no package lists; a stale mirror must not stop an install that works.
    _logged([*may, "apt-get", "update"])
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if _logged([*may, "env", "DEBIAN_FRONTEND=noninteractive", *install]) != 0:
        raise SetupFailed(
            f"apt-get could not install {names}; check the network and the package sources"
            f" (its own words are in {LOG})."
        )


def _privilege() -> list[str] | None:
    """The words that go before a command to run it as root; None if that cannot be."""
    import shutil
    import subprocess

    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    without_asking = ["sudo", "-n"]
    if subprocess.run([*without_asking, "true"], capture_output=True).returncode == 0:
        return without_asking
    return ["sudo"] if sys.stdin is not None and sys.stdin.isatty() else None


# --- the .venv and its packages


def _venv_works(stamp: set[str]) -> bool:
    """Whether the .venv is whole, has pip, and was made with the Python that runs this."""
    if UNFINISHED in stamp or not os.path.exists(venv_python()):
        return False
    import subprocess

    ask = "import sys, pip; print(*sys.version_info[:2])"
    done = subprocess.run([venv_python(), "-I", "-c", ask], capture_output=True, text=True)
    return done.stdout.split() == [str(number) for number in sys.version_info[:2]]


def _make_venv() -> None:
    import shutil

    # Started from inside the .venv, its own Python is about to go: the one it was made from makes the new one.
    base_python = getattr(sys, "_base_executable", None) or sys.executable
    _say("Making .venv")
    shutil.rmtree(VENV)
    os.makedirs(VENV)
    if _logged([base_python, "-I", "-m", "venv", VENV]) != 0:
        raise SetupFailed(f"Python could not make the .venv (its own words are in {LOG}).")


def _install_locked(part: str, lock: str, done: set[str]) -> None:
    _say(f"Installing the locked packages ({part}); the first time takes a minute")
    _write_stamp(UNFINISHED)
    pip = [venv_python(), "-I", "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    exactly = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-user"]
    quiet = ["--progress-bar", "off", "--no-warn-script-location", "--retries", "2"]
    log_start = os.path.getsize(LOG) if os.path.exists(LOG) else 0
    if _logged([*pip, *exactly, *quiet, "-r", lock]) == 0:
        return
    # pip fetches everything before it copies anything, so a refusal leaves what was there as it was.
    _write_stamp("\n".join(sorted(done)))
    with open(LOG, encoding="utf-8", errors="replace") as log:
        log.seek(log_start)
        words = log.read()
    trouble = next((text for mark, text in PIP_TROUBLES if mark in words), PIP_TROUBLE_UNKNOWN)
    raise SetupFailed(f"{trouble} (pip's own words are in {LOG}).")


def _say(step: str) -> None:
    # Standard output belongs to the program that is about to run.
    print(step, file=sys.stderr, flush=True)


def _logged(command: list[str]) -> int:
    """Runs a command with its output appended to the setup log; its exit status."""
    import subprocess

    with open(LOG, "ab") as log:
        log.write(f"$ {' '.join(command)}\n".encode())
        log.flush()
        return subprocess.call(command, stdout=log, stderr=subprocess.STDOUT)
