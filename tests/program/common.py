"""What the tests of the program share. Each is called with the program's path as its first argument."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

PITH = str(pathlib.Path(sys.argv.pop(1)).resolve())
SECONDS = 120  # a hang is a failure, slowness is not

STORY = '''<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A bridge for the island</title></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>A bridge for the island</h1>
<p>The council voted on Tuesday to build a bridge to the island, after forty years of talk and three failed plans.</p>
<p>Work starts in autumn, when the birds have left, and should take two years; until then the ferry goes on as before.</p>
<p>Not everyone is glad: the ferry's crew of nine will have to look for other work, and the inn fears for its quiet.</p>
</article><footer>Copyright</footer></body></html>'''


def pith(*arguments, stdin=b'', **options):
    return subprocess.run([PITH, *map(str, arguments)], input=stdin, capture_output=True, timeout=SECONDS, **options)


def records(run):
    """The records on stdout: every line must be one."""
    out = run.stdout.decode('utf-8')
    assert out == '' or out.endswith('\n'), out[-200:]
    return [json.loads(line) for line in out.split('\n')[:-1]]


class ProgramTest(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def file(self, name, content=STORY):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def assert_quiet(self, run):
        self.assertEqual((run.returncode, run.stderr), (0, b''))
