import sys
from pathlib import Path
from typing import BinaryIO

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import DatabaseError

from content.management.commands.prepare import alone

from ...backup import Unusable
from ...backup.removals import read
from ...backup.restoring import Restored, restore, unpacked


class Command(BaseCommand):
    help = "Brings the site back out of a file that `backup` made (`-` reads standard input): all of it, or nothing"

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--check", action="store_true", help="only see whether it is whole")
        parser.add_argument("--replace", action="store_true", help="also where the site has content, which is lost")
        parser.add_argument(
            "--removals",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help="what was removed by law since: a list that `removals` wrote, or a copy of /record.jsonl",
        )

    @no_translations
    def handle(self, *args, file, check, replace, **options):
        try:
            lists = [read(each.read_bytes(), str(each)) for each in options["removals"]]
            with opened(file) as stream, unpacked(stream) as (folder, manifest):
                self.stdout.write(about(manifest))
                if check:
                    return
                with alone():
                    done = restore(folder, manifest, replace=replace, lists=lists)
        except (Unusable, OSError, DatabaseError) as why:
            raise CommandError(f"Nothing was restored. {' '.join(str(why).split())}") from None
        self.tell(done)

    def tell(self, done: Restored) -> None:
        serial, made = done.manifest["record"]["serial"], done.manifest["made"]
        for redaction in done.removed:
            self.stdout.write(f"Removed again, by law: {redaction}.")
        for path in done.altered:
            self.stderr.write(f"{path} holds a document that is not the one in the record; it was so in the backup.")
        for name in done.missing:
            self.stderr.write(f"{name} is named by a page and is not in the backup.")
        if not done.newest:
            self.stderr.write(
                f"Nothing is known of what was removed by law after {made}: those words are public again. Where "
                "there is a list: manage.py removals --again."
            )
        if done.newest > serial:
            self.stderr.write(
                f"Publications {serial + 1} to {done.newest} are lost. Addresses that cite those states lead nowhere, "
                "or to another state once one has that number again."
            )
        else:
            self.stderr.write(f"What was published after {made}, and the addresses that cite it, cannot be known here.")
        self.stdout.write("The site is restored. Run manage.py prepare, and start it.")


def opened(file: str) -> BinaryIO:
    return sys.stdin.buffer if file == "-" else Path(file).open("rb")


def about(manifest: dict) -> str:
    """What a backup is, in a line."""
    record, release = manifest["record"], manifest["release"]
    return (
        f"A whole backup of {manifest['made']}, {manifest['database']}, release {release['version']}: the site after "
        f"publication {record['serial']}, {len(manifest['files'])} files. Head of the record: {record['sha256']}"
    )
