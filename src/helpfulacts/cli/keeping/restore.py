"""Put a backup back into an empty place: checked, tried in a process of its own, and only then moved there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from helpfulacts.core import forgotten
from helpfulacts.core.errors import Refused

from . import databases, folders, manifest, wrapping
from .manifest import Manifest
from .program import installed_version, unknown_migrations


def look_at(folder: Path) -> tuple[Manifest, dict[str, str]]:
    """The manifest and the wrapped keys of a backup that is whole and fits this program. Raises Refused."""
    held, keys = manifest.read(folder)
    if held.database != connection.vendor:
        theirs, ours = (
            databases.KINDS.get(held.database, "another database"),
            databases.KINDS[connection.vendor],
        )
        raise Refused(
            f"This backup is of {theirs}, but HELPFULACTS_DATABASE here asks for {ours}. Change that setting."
        )
    if unknown := unknown_migrations(held.migrations):
        raise Refused(
            f"This backup was made by Helpful Acts {held.program} and holds {unknown[-1]}, which Helpful Acts "
            f"{installed_version()} here does not know. Install the newer program first."
        )
    path = folder / databases.FILES[held.database]
    if held.file.name != path.name or not path.is_file():
        raise Refused(f"{path} is missing. Use another backup.")
    if folders.measured(path) != held.file:
        raise Refused(f"{path} is not as it was when the backup was made. Use another backup.")
    return held, keys


def refuse_full() -> None:
    """Raise Refused unless the data folder and, on PostgreSQL, the database are empty."""
    data = Path(settings.DATA)
    if data.exists() and any(not folders.DRAFT.fullmatch(path.name) for path in data.iterdir()):
        raise Refused(f"{data} is not empty. Set HELPFULACTS_DATA to an empty folder; nothing was touched.")
    if connection.vendor == "postgresql" and databases.has_tables(connection.settings_dict["NAME"]):
        raise Refused(
            f"The database {connection.settings_dict['NAME']} is not empty. Make a new one; nothing was touched."
        )


@dataclass(frozen=True)
class Restored:
    """`again`: how many who deleted everything since then were deleted again; `left`: how many could not be.

    `listed`: whether there was a list of them that goes on after the backup, beside it or named.
    """

    manifest: Manifest
    again: int
    left: int
    listed: bool


def forgotten_since(folder: Path, held: Manifest, named: Path | None) -> tuple[dict[str, str], bool]:
    """All that is known of who deleted everything: from this backup, the others in its folder, and the lists of them."""
    if named is not None and not _is_list(named):
        raise Refused(
            f"{named} is not a list of who deleted everything. It is in the data folder: forgotten/list."
        )
    paths = [path for path in (folder.resolve().parent / forgotten.BESIDE, named) if path and path.is_file()]
    lists = [forgotten.read(path) for path in paths]
    for path in folder.resolve().parent.glob(f"*/{manifest.NAME}"):
        with suppress(Refused, OSError):  # another backup, which need not be sound
            lists.append(dict.fromkeys(manifest.read(path.parent)[0].forgotten or (), forgotten.DONE))
    lists.append(dict.fromkeys(held.forgotten or (), forgotten.DONE))
    return forgotten.together(lists), bool(paths)


def _is_list(named: Path) -> bool:
    try:
        return named.is_file() and forgotten.is_list(named)
    except OSError:
        raise Refused(f"{named} cannot be read: who runs this needs to be allowed to.") from None


def put_back(folder: Path, passphrase: Callable[[], str], named: Path | None = None) -> Restored:
    """Restore the backup in `folder`, without whoever deleted everything since. Raises Refused, and then leaves nothing."""
    refuse_full()
    held, closed = look_at(folder)
    gone, listed = forgotten_since(folder, held, named)
    keys = wrapping.unwrap(closed, passphrase(), held.covered())
    data = Path(settings.DATA)
    new = not data.exists()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with folders.one_at_a_time(data), folders.room_on(data), folders.draft(data) as draft:
            if shutil.disk_usage(data).free < held.file.bytes:
                raise Refused(folders.no_room(data))
            (draft / "keys").mkdir(mode=0o700)
            folders.write(draft / "keys" / "keys.json", keys)
            (draft / "forgotten").mkdir(mode=0o700)
            forgotten.write(draft / "forgotten" / "list", gone)
            source = folder / held.file.name
            put = _sqlite if connection.vendor == "sqlite" else _postgresql
            said = put(source, held, draft, data)
            folders.sync(data)
    except BaseException:
        if new:
            shutil.rmtree(data)
        raise
    return Restored(held, said["again"], said["left"], listed)


def _sqlite(source: Path, held: Manifest, draft: Path, data: Path) -> dict[str, int]:
    name = Path(connection.settings_dict["NAME"]).name
    os.close(folders.new_file(draft / name))
    if folders.measured(source, copy=draft / name).sha256 != held.file.sha256:
        raise Refused(f"{source} changed while it was read. Use another backup.")
    said = _try_out(held, draft, None)
    folders.sync(draft / name)
    # The last step never replaces a file that somebody made meanwhile.
    _move_in_place(draft, data, lambda: os.link(draft / name, data / name))
    return said


def _postgresql(source: Path, held: Manifest, draft: Path, data: Path) -> dict[str, int]:
    name = connection.settings_dict["NAME"]
    with databases.beside(name, source) as other:
        said = _try_out(held, draft, other)
        if databases.has_tables(name):
            raise Refused(f"Somebody else has filled the database {name} meanwhile. Make a new one.")
        _move_in_place(draft, data, lambda: databases.take_place(other, name))
    return said


def _move_in_place(draft: Path, data: Path, database: Callable[[], None]) -> None:
    """The list and the keys, then the database: until that is there, nothing is set up here."""
    data.chmod(0o700)  # where the folder was there already
    try:
        for name in ("forgotten", "keys"):
            (draft / name).rename(data / name)
            folders.sync(data / name)
        folders.sync(data)
        database()
    except Exception:
        for name in ("forgotten", "keys"):
            shutil.rmtree(data / name, ignore_errors=True)
        raise


def _try_out(held: Manifest, draft: Path, database: str | None) -> dict[str, int]:
    """Open what was restored as the program will, in a process of its own that is told the temporary names.

    It sends nothing: whoever had to hear that somebody deleted everything heard it then.
    """
    env = os.environ | {"HELPFULACTS_DATA": str(draft), "HELPFULACTS_EMAIL": "", "HELPFULACTS_TEXTS_URL": ""}
    if database is not None:
        address = urlsplit(os.environ["HELPFULACTS_DATABASE"])
        env["HELPFULACTS_DATABASE"] = urlunsplit(address._replace(path=f"/{quote(database)}"))
    ended = subprocess.run(
        [sys.executable, "-m", "helpfulacts.cli.keeping.trial"],
        env=env,
        input=json.dumps(asdict(held)),
        capture_output=True,
        text=True,
    )
    if ended.returncode:
        said = ended.stderr.strip().splitlines() or ["it stopped"]
        raise Refused(f"The backup did not pass its trial: {said[-1]}")
    answer: dict[str, int] = json.loads(ended.stdout.splitlines()[-1])
    return answer
