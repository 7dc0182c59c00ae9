"""The core is pure: its objects ask for no output, environment, locale, clock, file, socket or random number.
Called with a file that lists the objects, nm and the compiler; fails too where nm does."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

OBJECTS = pathlib.Path(sys.argv.pop(1)).read_text().split()
NM = sys.argv.pop(1)
COMPILER = sys.argv.pop(1)

FORBIDDEN = {
    # output
    'stdout', 'stderr', 'stdin', 'printf', 'vprintf', 'fprintf', 'vfprintf', '__printf_chk', '__fprintf_chk', 'puts',
    'putchar', 'perror', '_ZSt4cout', '_ZSt4cerr', '_ZSt4clog', '_ZSt3cin', '_ZNSt8ios_base4InitC1Ev',
    # environment and locale
    'getenv', 'secure_getenv', 'environ', 'setlocale', '_ZNSt6localeC1EPKc', '_ZNSt6locale6globalERKS_',
    # clock and chance
    'time', 'gettimeofday', 'clock', 'clock_gettime', 'localtime', 'localtime_r', 'mktime', 'rand', 'random', 'srand',
    '_ZNSt6chrono3_V212system_clock3nowEv', '_ZNSt6chrono3_V212steady_clock3nowEv',
    # files and network
    'fopen', 'fopen64', 'open', 'open64', 'socket', 'connect', 'system', 'popen',
    # ends the process, or reads text by the locale (nlohmann-json asks for strtod, and undoes the locale's point)
    'exit', '_exit', 'atof', 'isalpha', 'isspace', 'isdigit', 'tolower', 'toupper', 'strcasecmp',
}


def undefined_symbols(path):
    run = subprocess.run([NM, '--undefined-only', '--format=posix', path], capture_output=True, text=True)
    if run.returncode != 0 or run.stderr:
        raise RuntimeError(f'{NM} {path}: {run.stderr.strip() or run.returncode}')
    return {line.split()[0].split('@')[0] for line in run.stdout.splitlines() if line}


def forbidden(path):
    return sorted(undefined_symbols(path) & FORBIDDEN)


class Pith_CoreIsPure(unittest.TestCase):
    def test_objects(self):
        self.assertGreater(len(OBJECTS), 7)
        seen = set()
        for path in OBJECTS:
            seen |= undefined_symbols(path)
            self.assertEqual(forbidden(path), [], path)
        self.assertIn('gumbo_parse_with_options', seen)  # nm does see what they ask for


class Pith_TheCheckItself(unittest.TestCase):
    def compiled(self, folder, source):
        path = pathlib.Path(folder) / 'a.cpp'
        path.write_text(source)
        subprocess.run([COMPILER, '-std=c++20', '-c', path, '-o', path.with_suffix('.o')], check=True, timeout=60)
        return path.with_suffix('.o')

    def test_finds(self):
        for source, expected in [
            ('#include <cstdio>\nvoid f() { std::fputs("text", stdout); }', ['stdout']),
            ('#include <cstdio>\nvoid f(int i) { std::printf("%d", i); }', ['printf']),
            ('#include <cstdlib>\nconst char* f() { return std::getenv("A"); }', ['getenv']),
            ('#include <clocale>\nvoid f() { std::setlocale(LC_ALL, ""); }', ['setlocale']),
            ('int f() { return 0; }', []),
        ]:
            with self.subTest(source), tempfile.TemporaryDirectory() as folder:
                self.assertEqual(forbidden(self.compiled(folder, source)), expected)

    def test_fails_with_its_tool(self):
        with tempfile.TemporaryDirectory() as folder:
            text = pathlib.Path(folder) / 'a.o'
            text.write_text('no object')
            with self.assertRaises(RuntimeError):
                forbidden(text)
        with self.assertRaises(RuntimeError):
            forbidden('/nonexistent.o')


if __name__ == '__main__':
    unittest.main()
