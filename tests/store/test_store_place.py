"""Folders that a service synchronises or that are on a network drive are known as such, on every system."""

from __future__ import annotations

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from app.store.place import BadPlace, Hazard, bad_place, cloud_of, linux_mounts, macos_mounts, network_type


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        (PureWindowsPath(r"C:\Users\Anna\OneDrive\Documents\laddvakt"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Anna\OneDrive - Bolaget AB\laddvakt"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Anna\Dropbox (Privat)\laddvakt"), "Dropbox"),
        (PureWindowsPath(r"C:\Users\Anna\iCloudDrive\laddvakt"), "iCloud Drive"),
        (PureWindowsPath(r"G:\My Drive\laddvakt"), "Google Drive"),
        (PureWindowsPath(r"P:\pCloudDrive\laddvakt"), "pCloud"),
        (PurePosixPath("/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/laddvakt"), "iCloud Drive"),
        (PurePosixPath("/Users/anna/Library/CloudStorage/OneDrive-Personal/laddvakt"), "OneDrive"),
        (PurePosixPath("/Users/anna/Library/CloudStorage/GoogleDrive-anna@example.se/x"), "Google Drive"),
        (PurePosixPath("/Users/anna/Library/CloudStorage/Box-Box/laddvakt"), "Box"),
        (PurePosixPath("/home/anna/Nextcloud/laddvakt"), "Nextcloud"),
        (PurePosixPath("/home/anna/ownCloud/laddvakt"), "ownCloud"),
        (PurePosixPath("/home/anna/.local/share/laddvakt"), None),
        (PurePosixPath("/home/anna/dropboxes/laddvakt"), None),
        (PureWindowsPath(r"C:\Users\Anna\AppData\Local\laddvakt"), None),
    ],
)
def test_a_cloud_folder_is_known_by_its_name(folder: PurePath, service: str | None) -> None:
    assert cloud_of(folder, {}) == service


def test_a_cloud_folder_of_any_name_is_known_by_what_windows_says_of_it() -> None:
    environment = {"OneDriveConsumer": r"D:\Moln"}
    assert cloud_of(PureWindowsPath(r"D:\Moln\Ladd"), environment) == "OneDrive"
    assert cloud_of(PureWindowsPath(r"D:\Annat\Ladd"), environment) is None


def test_a_synchronised_folder_is_known_by_its_mark(tmp_path: Path) -> None:
    data = tmp_path / "shared" / "deeper" / "data"
    data.mkdir(parents=True)
    assert bad_place(data) is None
    (tmp_path / "shared" / ".stfolder").mkdir()
    assert bad_place(data) == BadPlace(Hazard.CLOUD, "Syncthing")


def test_the_settings_of_a_service_in_the_home_folder_are_no_mark() -> None:
    folder, there = PurePosixPath("/home/anna/.local/share/laddvakt"), PurePosixPath("/home/anna/.dropbox")
    assert cloud_of(folder, {"HOME": "/home/anna"}, lambda path: path == there) is None
    assert cloud_of(folder, {"HOME": "/home/bo"}, lambda path: path == there) == "Dropbox"


LINUX = """\
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
nas:/home /home/anna/n\\303\\244t nfs4 rw 0 0
//nas/my\\040files /mnt/my\\040files cifs rw 0 0
/dev/sdb1 /mnt/my\\040files/inner ext4 rw 0 0
anna@far: /mnt/far fuse.sshfs rw 0 0
share /mnt/host 9p rw 0 0
"""
MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//anna@nas._smb._tcp.local/home on /Volumes/home (smbfs, nodev, nosuid, mounted by anna)
nas:/vol on /Volumes/with (odd) name (nfs)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/anna/.local/share/laddvakt", None),
        ("/mnt/my files/laddvakt", "cifs"),
        ("/mnt/my files/inner/laddvakt", None),
        ("/mnt/far/laddvakt", "fuse.sshfs"),
        ("/mnt/farther/laddvakt", None),
        ("/mnt/host", "9p"),
    ],
)
def test_a_network_drive_is_known_on_linux(folder: str, kind: str | None) -> None:
    assert network_type(PurePosixPath(folder), linux_mounts(LINUX)) == kind


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/Users/anna/Library/Application Support/laddvakt", None),
        ("/Volumes/home/laddvakt", "smbfs"),
        ("/Volumes/with (odd) name/laddvakt", "nfs"),
    ],
)
def test_a_network_drive_is_known_on_macos(folder: str, kind: str | None) -> None:
    assert network_type(PurePosixPath(folder), macos_mounts(MACOS)) == kind


def test_a_drive_mounted_over_another_counts() -> None:
    mounts = [("/", "ext4"), ("/data", "nfs"), ("/data", "ext4")]
    assert network_type(PurePosixPath("/data/laddvakt"), mounts) is None
