"""Stored files: whole or not there, and never silently another."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.storage import storages

from foundation.documents import storage
from foundation.documents.storage import StoredFileDamaged, read_stored, save


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storages["default"], "location", str(tmp_path))


def test_what_is_saved_is_read_back_under_its_hash(tmp_path: Path) -> None:
    stored = save(b"surat")
    sha256 = hashlib.sha256(b"surat").hexdigest()
    assert (stored.sha256, stored.size) == (sha256, 5)
    assert stored.path == f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
    assert read_stored(stored.path) == b"surat"
    assert storage.exists(stored.path)
    assert save(b"surat") == stored
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert files[0].stat().st_mode & 0o077 == 0


def test_a_changed_file_is_not_given_out_and_saving_again_mends_it(tmp_path: Path) -> None:
    stored = save(b"surat")
    (tmp_path / stored.path).write_bytes(b"SURAT")
    with pytest.raises(StoredFileDamaged):
        read_stored(stored.path)
    save(b"surat")
    assert read_stored(stored.path) == b"surat"


@pytest.mark.parametrize("path", ["", "../../etc/passwd", "/etc/passwd", "aa/bb/cc", "aa/bb/" + "a" * 64])
def test_only_paths_that_we_gave_are_followed(path: str) -> None:
    with pytest.raises(StoredFileDamaged):
        read_stored(path)
    assert not storage.exists(path)
    storage.delete(path)


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        save(b"surat")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_deleted_file_is_gone() -> None:
    stored = save(b"surat")
    storage.delete(stored.path)
    assert not storage.exists(stored.path)
    with pytest.raises(StoredFileDamaged):
        read_stored(stored.path)
