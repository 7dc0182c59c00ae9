"""Holds every #include of lib/ and tools/pith/ to lib/deps.txt: what is not declared fails, and so does what is declared
and not included. Called with the source folder."""
import pathlib
import re
import sys
import tempfile
import unittest

ROOT = pathlib.Path(sys.argv.pop(1))

# The first part of a header's path, to the name that deps.txt has for its library.
SYSTEMS = {'unicode': 'icu', 'gumbo.h': 'gumbo', 'libpsl.h': 'psl', 'nlohmann': 'json', 'cld2': 'cld2', 'curl': 'curl', 'sqlite3.h': 'sqlite', 'expat.h': 'expat',
           'arpa': 'posix', 'netinet': 'posix', 'sys': 'posix', 'netdb.h': 'posix', 'unistd.h': 'posix',
           'fcntl.h': 'posix', 'poll.h': 'posix', 'zlib.h': 'zlib', 'libdeflate.h': 'deflate', 'zstd.h': 'zstd',
           'zstd_errors.h': 'zstd', 'brotli': 'brotli', 'lz4frame.h': 'lz4', 'archive.h': 'tar', 'archive_entry.h': 'tar',
           'oneapi': 'tbb', 're2': 're2', 'openssl': 'crypto', 'dirent.h': 'posix'}
STANDARD = re.compile(r'[a-z_0-9]+$|immintrin\.h$')  # <vector>, <cstdint>: no slash, no ending; the compiler's own
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.M)
SOURCES = {'.h', '.cpp', '.inl'}


def declared(lib):
    """{stage: set of names} of deps.txt."""
    stages = {}
    for line in (lib / 'deps.txt').read_text().splitlines():
        if line.strip() and not line.startswith('#'):
            stage, _, names = line.partition(':')
            stages[stage.strip()] = set(names.split())
    return stages


def includes(folder):
    """(file, header) of every #include below it."""
    for path in sorted(folder.rglob('*')):
        if path.suffix in SOURCES:
            for _, header in INCLUDE.findall(path.read_text(encoding='utf-8')):
                yield path, header


def needed(path, header, stages):
    """What deps.txt must declare for this: a stage, "public", "+system"; None for nothing, "?" if nobody knows it."""
    first, slash, _ = header.partition('/')
    if (path.parent / header).is_file():
        return None
    if first == 'pith':
        return 'public'
    if first in stages and slash:
        return first
    if first in SYSTEMS:
        return '+' + SYSTEMS[first]
    return None if STANDARD.match(header) else '?'


def problems(root):
    lib = root / 'lib'
    stages = declared(lib)
    found = []
    for folder in sorted(path.name for path in lib.iterdir() if path.is_dir() and path.name != 'include'):
        if folder not in stages:
            found.append(f'lib/{folder} is not in deps.txt')
    for stage, allowed in stages.items():
        used = set()
        for path, header in includes(lib / stage):
            need = needed(path, header, stages)
            if need == stage:
                need = None
            used.add(need)
            if need is not None and need not in allowed:
                found.append(f'{path.relative_to(root)} includes {header}: {need} is not declared')
        found += [f'{stage}: {name} is declared and not included' for name in sorted(allowed - used)]
    # Public headers stand on the standard library alone, the program on public headers and libraries.
    for path, header in includes(lib / 'include'):
        if needed(path, header, stages) not in (None, 'public'):
            found.append(f'{path.relative_to(root)} includes {header}')
    for path, header in includes(root / 'tools' / 'pith'):
        if needed(path, header, stages) in stages:
            found.append(f'{path.relative_to(root)} includes {header}, which is not public')
    return found


class Pith_Includes(unittest.TestCase):
    def test_this_tree(self):
        self.assertEqual(problems(ROOT), [])

    def test_there_is_something_to_check(self):
        self.assertGreater(len(declared(ROOT / 'lib')), 5)
        self.assertGreater(sum(1 for _ in includes(ROOT / 'lib')), 100)


class Pith_TheCheckItself(unittest.TestCase):
    """Each way of breaking the rules, in a small tree."""

    def problems_of(self, deps, **files):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            tree = {'lib/deps.txt': deps, 'lib/text/text.h': '', 'lib/html/own.h': '', 'tools/pith/main.cpp': ''}
            for name, text in {**tree, **files}.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            (root / 'lib/include/pith').mkdir(parents=True, exist_ok=True)
            return problems(root)

    def html(self, deps, source):
        return self.problems_of(f'text:\nhtml: {deps}\n', **{'lib/html/a.cpp': source})

    def test_clean(self):
        self.assertEqual(self.html('text +icu', '#include <vector>\n#include <unicode/uchar.h>\n'
                                                '#include "own.h"\n#include "text/text.h"\n'), [])

    def test_undeclared_stage(self):
        self.assertEqual(self.html('', '#include "text/text.h"\n'),
                         ['lib/html/a.cpp includes text/text.h: text is not declared'])

    def test_undeclared_library(self):
        self.assertEqual(self.html('', ' #  include <curl/curl.h>\n'),
                         ['lib/html/a.cpp includes curl/curl.h: +curl is not declared'])

    def test_undeclared_public_header(self):
        self.assertEqual(len(self.html('', '#include "pith/article.h"\n')), 1)

    def test_declared_and_unused(self):
        self.assertEqual(self.html('text +gumbo', ''), ['html: +gumbo is declared and not included',
                                                        'html: text is declared and not included'])

    def test_unknown_header(self):
        self.assertEqual(len(self.html('', '#include <zmq/zmq.h>\n')), 1)
        self.assertEqual(len(self.html('', '#include "missing.h"\n')), 1)

    def test_upwards(self):
        self.assertEqual(len(self.problems_of('text:\nhtml:\n', **{'lib/text/a.cpp': '#include "html/own.h"\n'})), 1)

    def test_folder_without_a_line(self):
        self.assertEqual(self.problems_of('text:\n'), ['lib/html is not in deps.txt'])

    def test_public_header_and_program(self):
        files = {'lib/include/pith/a.h': '#include <nlohmann/json.hpp>\n', 'tools/pith/main.cpp': '#include "text/text.h"\n'}
        self.assertEqual(self.problems_of('text:\nhtml:\n', **files),
                         ['lib/include/pith/a.h includes nlohmann/json.hpp',
                          'tools/pith/main.cpp includes text/text.h, which is not public'])


if __name__ == '__main__':
    unittest.main()
