"""DNS rebinding: a name server of ours answers with a public address first and with 127.0.0.1 from then on. Runs in
namespaces of its own, where the public address is this machine's; skipped where they cannot be made."""
import http.server
import os
import pathlib
import socket
import socketserver
import struct
import subprocess
import sys
import tempfile
import threading

PUBLIC = '93.184.215.14'
SKIP = 77


def in_namespaces(program):
    """This file again, as root of new user, network and mount namespaces."""
    probe = ['unshare', '--map-root-user', '--net', '--mount', 'true']
    try:
        if subprocess.run(probe, capture_output=True, timeout=60).returncode != 0:
            sys.exit(SKIP)
    except FileNotFoundError:
        sys.exit(SKIP)
    os.execvp('unshare', [*probe[:-1], sys.executable, __file__, program, 'inside'])


class Names(socketserver.BaseRequestHandler):
    """Each A question of a name gets PUBLIC the first time, then 127.0.0.1; there are no AAAA records (RFC 1035, 4.1)."""
    asked = {}

    def handle(self):
        data, reply_from = self.request
        end = data.index(b'\0', 12) + 5
        question = data[12:end]
        answer = b''
        if question[-4:-2] == b'\0\1':
            times = Names.asked[question] = Names.asked.get(question, 0) + 1
            address = PUBLIC if times == 1 else '127.0.0.1'
            answer = b'\xc0\x0c' + struct.pack('>HHIH', 1, 1, 0, 4) + socket.inet_aton(address)
        head = data[:2] + struct.pack('>HHHHH', 0x8180, 1, 1 if answer else 0, 0, 0)
        reply_from.sendto(head + question + answer, self.client_address)


class Pages(http.server.BaseHTTPRequestHandler):
    asked = []

    def do_GET(self):
        Pages.asked.append((self.connection.getsockname()[0], self.path))
        self.send_response(302 if self.path == '/moved' else 200)
        self.send_header('Location', 'http://rebinding.example:8080/secret')  # another port: the name is asked for again
        self.send_header('Content-Length', '0')
        self.end_headers()

    def log_message(self, *arguments):
        pass


def serve(server):
    threading.Thread(target=server.serve_forever, daemon=True).start()


def inside(program):
    for command in ('ip link set lo up', f'ip address add {PUBLIC}/32 dev lo'):
        subprocess.run(command.split(), check=True)
    with tempfile.NamedTemporaryFile('w', suffix='.conf') as resolv:  # bound, it stays when its name goes
        resolv.write('nameserver 127.0.0.1\n')
        resolv.flush()
        subprocess.run(['mount', '--bind', resolv.name, os.path.realpath('/etc/resolv.conf')], check=True)
    serve(socketserver.UDPServer(('127.0.0.1', 53), Names))
    for port in (80, 8080):
        serve(http.server.ThreadingHTTPServer(('0.0.0.0', port), Pages))
    # Within a run, by a redirect; and by a run of its own.
    command = [program, 'fetch', '--ignore-robots', '--retries', '0', '--delay', '0']
    for url in ('http://rebinding.example/moved', 'http://rebinding.example/again'):
        run = subprocess.run([*command, url], capture_output=True, timeout=60)
        assert run.returncode == 1, run
        assert b': forbidden_address: ' in run.stderr and b'127.0.0.1 is a loopback address' in run.stderr, run.stderr
        assert Pages.asked == [(PUBLIC, '/moved')], Pages.asked


if sys.argv[2:] == ['inside']:
    inside(sys.argv[1])
else:
    in_namespaces(str(pathlib.Path(sys.argv[1]).resolve()))
