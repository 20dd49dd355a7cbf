"""Files that somebody asked to be saved: all that belong together appear whole, or none is touched."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import Refused


@contextmanager
def saving(*paths: Path) -> Iterator[list[Path]]:
    """Give a draft to fill for each path; at the end each takes the place of its file. A link stays and is followed.

    Raises Refused, before there is any draft, where something stands there that is no file, and where it cannot be
    written. Whatever is raised inside leaves everything as it was.
    """
    targets = [_target(path) for path in paths]
    if len(set(targets)) < len(targets):
        raise Refused(f"{' and '.join(map(str, paths))} are the same file. Name another one.")
    spare: list[Path] = []
    try:
        drafts = [_beside(target, spare) for target in targets]
        yield drafts
        for draft in drafts:
            draft.chmod(0o644)
            _sync(draft)
        _put(drafts, targets, spare)
    except OSError as error:
        raise Refused(
            f"“{paths[0]}” cannot be written: {error.strerror}. Nothing was saved. Name a file that you may write."
        ) from None
    finally:
        for path in spare:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    """Where the file is, behind any links. Raises Refused where no file can be put."""
    target = Path(os.path.realpath(path))
    with suppress(OSError):
        if target.is_dir():
            raise Refused(f"“{path}” is a folder, so it cannot be written. Name a file.")
        if (target.exists() or target.is_symlink()) and not target.is_file():
            raise Refused(f"“{path}” is not an ordinary file, so it cannot be written. Name another one.")
        if target.parent.is_dir():
            return target
    raise Refused(f"“{path}” cannot be written. Name a file in a folder that exists.")


def _beside(target: Path, spare: list[Path]) -> Path:
    """An empty file in the same folder, which goes at the end if it is still there."""
    handle, name = tempfile.mkstemp(prefix=".saving-", dir=target.parent)
    os.close(handle)
    spare.append(Path(name))
    return spare[-1]


def _sync(draft: Path) -> None:
    with draft.open("rb") as file:
        os.fsync(file.fileno())


def _put(drafts: list[Path], targets: list[Path], spare: list[Path]) -> None:
    """Move all drafts to their places. Where one does not go, those that went are put back as they were."""
    before: list[tuple[Path, Path | None]] = []
    for target in targets[:-1]:
        old = _beside(target, spare) if target.exists() else None
        if old is not None:
            shutil.copy2(target, old)
        before.append((target, old))
    placed = 0
    try:
        for draft, target in zip(drafts, targets, strict=True):
            os.replace(draft, target)
            placed += 1
    except OSError:
        for target, old in before[:placed]:
            if old is None:
                target.unlink()
            else:
                os.replace(old, target)
        raise
