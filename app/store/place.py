"""Tells whether a folder is a bad place for a database: in a synchronised cloud folder, or on a network drive."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath


class Hazard(Enum):
    # A service that copies a file while it is written keeps broken copies, and may put an older one back.
    CLOUD = "cloud"
    # SQLite's write-ahead log needs memory that is shared and locks that hold, which these do not promise.
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class BadPlace:
    hazard: Hazard
    name: str  # of the service, or the kind of drive


# A folder's name in lower case, by how it begins, and whose it is. Services add the account's name after " - ", " (" …
_CLOUD_FOLDERS = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("icloud drive", "iCloud Drive"),
    ("iclouddrive", "iCloud Drive"),
    ("mobile documents", "iCloud Drive"),
    ("com~apple~clouddocs", "iCloud Drive"),
    ("googledrive-", "Google Drive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pclouddrive", "pCloud"),
    ("pcloud drive", "pCloud"),
    ("pcloud", "pCloud"),
)
_MAY_FOLLOW = (" ", "-", "_", "(", ".")
# Where Windows and its services say where their folder is, whatever it is called.
_CLOUD_VARIABLES = (
    ("OneDrive", "OneDrive"),
    ("OneDriveConsumer", "OneDrive"),
    ("OneDriveCommercial", "OneDrive"),
)
# A file or folder that marks the top of a synchronised folder.
_MARKS = (
    (".stfolder", "Syncthing"),
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".tmp.drivedownload", "Google Drive"),
)
_MACOS_PROVIDERS = "cloudstorage"  # ~/Library/CloudStorage/OneDrive-Personal and its like
_NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "9p", "afpfs", "webdav", "davfs", "ncpfs", "afs", "ceph", "lustre"}
    | {"fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.smbnetfs", "fuse.glusterfs", "fuse.curlftpfs", "fuse.s3fs"}
)
_WINDOWS_REMOTE = 4
_OCTAL = re.compile(r"\\([0-7]{3})")
_WAIT_S = 2.0


def bad_place(folder: Path) -> BadPlace | None:
    """Looks at the system's tables and at a few names. Blocking."""
    with suppress(OSError):
        folder = folder.resolve()
    cloud = cloud_of(folder, os.environ, _is_there)
    if cloud is not None:
        return BadPlace(Hazard.CLOUD, cloud)
    network = network_of(folder)
    return None if network is None else BadPlace(Hazard.NETWORK, network)


def cloud_of(
    folder: PurePath, environment: Mapping[str, str], is_there: Callable[[PurePath], bool] = lambda _: False
) -> str | None:
    """The service whose folder this lies in."""
    for variable, name in _CLOUD_VARIABLES:
        top = environment.get(variable)
        if top and folder.is_relative_to(type(folder)(top)):
            return name
    for part in folder.parts:
        for begins, name in _CLOUD_FOLDERS:
            word = part.casefold()
            if word == begins or (word.startswith(begins) and (begins[-1] == "-" or word[len(begins)] in _MAY_FOLLOW)):
                return name
    parts = [part.casefold() for part in folder.parts]
    if _MACOS_PROVIDERS in parts[:-1]:
        return folder.parts[parts.index(_MACOS_PROVIDERS) + 1].split("-")[0]
    for above in (folder, *folder.parents):
        for mark, name in _MARKS:
            # The service itself keeps its settings under such a name in the home folder, which it does not synchronise.
            if is_there(above / mark) and above != _home(type(folder), environment):
                return name
    return None


def network_of(folder: Path) -> str | None:
    if sys.platform == "win32":
        import ctypes

        anchor = folder.anchor
        remote = anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _WINDOWS_REMOTE
        return anchor if remote else None
    if sys.platform == "darwin":
        with suppress(OSError, subprocess.SubprocessError):
            told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=_WAIT_S, check=True)
            return network_type(folder, macos_mounts(told.stdout))
        return None
    with suppress(OSError):
        return network_type(folder, linux_mounts(Path("/proc/mounts").read_text("utf-8", "replace")))
    return None


def network_type(folder: PurePath, mounts: Sequence[tuple[str, str]]) -> str | None:
    """The kind of network drive, of (where, kind) pairs: of those that hold the folder the deepest and last counts."""
    kind, depth = "", -1
    for where, its_kind in mounts:
        mount = type(folder)(where)
        if folder.is_relative_to(mount) and len(mount.parts) >= depth:
            kind, depth = its_kind, len(mount.parts)
    return kind if kind in _NETWORK_TYPES else None


def linux_mounts(table: str) -> list[tuple[str, str]]:
    found = []
    for line in table.splitlines():
        words = line.split(" ")
        if len(words) >= 3:
            where = _OCTAL.sub(lambda found: chr(int(found[1], 8)), words[1])  # a space in a name is \040
            found.append((where, words[2]))
    return found


def macos_mounts(told: str) -> list[tuple[str, str]]:
    """Lines as "//anna@nas/home on /Volumes/home (smbfs, nodev, nosuid, mounted by anna)"."""
    found = []
    for line in told.splitlines():
        before, _, kinds = line.rpartition(" (")
        _, _, where = before.partition(" on ")
        if where:
            found.append((where, kinds.split(",")[0].rstrip(")")))
    return found


def _home(kind: type[PurePath], environment: Mapping[str, str]) -> PurePath | None:
    home = environment.get("HOME") or environment.get("USERPROFILE")
    return kind(home) if home else None


def _is_there(path: PurePath) -> bool:
    try:
        return Path(path).exists()
    except OSError:
        return False
