"""nginx on loopback in a folder of its own: pages, name-based hosts, TLS with a CA of the test, HTTP/2, and its log."""
import os
import pathlib
import shutil
import socket
import subprocess
import time

CONFIG = '''
daemon off; master_process off; pid {root}/pid; error_log {root}/error.log; {user}
events {{ worker_connections 1024; }}
http {{
  log_format line '$msec $request_time $host $request_uri $server_protocol $status';
  access_log {root}/access.log line;
  types {{ text/html html; text/plain txt; application/xml xml; application/gzip gz; }}
  default_type text/html; keepalive_requests 100000;
  client_body_temp_path {root}/t1; proxy_temp_path {root}/t2; fastcgi_temp_path {root}/t3;
  uwsgi_temp_path {root}/t4; scgi_temp_path {root}/t5;
  gzip on; gzip_min_length 1; gzip_types text/html;
  server {{
    listen 127.0.0.1:{port} default_server backlog=1024; root {root}/www;
    location = /moved {{ return 301 /a.html; }}
    location = /busy {{ return 503; }}
    location = /tagged.html {{ add_header X-Robots-Tag noarchive; }}
    location ~ ^/empty/ {{ return 200 "<!doctype html><p>$host $request_uri"; }}
  }}
  server {{
    listen 127.0.0.1:{tls_port} ssl http2 default_server; root {root}/www;
    ssl_certificate {root}/good.pem; ssl_certificate_key {root}/good.key;
  }}
  server {{
    listen 127.0.0.1:{self_port} ssl default_server; root {root}/www;
    ssl_certificate {root}/self.pem; ssl_certificate_key {root}/self.key;
  }}
}}
'''


def free_port():
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


def openssl(*arguments):
    subprocess.run(['openssl', *map(str, arguments)], check=True, capture_output=True, timeout=60)


def make_certificates(root):
    """ca.pem; good.pem of it, for good.example; self.pem of nobody, for the same name."""
    name = root / 'name.ext'
    name.write_text('subjectAltName=DNS:good.example')
    curve = ('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes')
    openssl('req', '-x509', *curve, '-days', 2, '-subj', '/CN=test CA', '-keyout', root / 'ca.key', '-out',
            root / 'ca.pem')
    openssl('req', *curve, '-subj', '/CN=good.example', '-keyout', root / 'good.key', '-out', root / 'good.csr')
    openssl('x509', '-req', '-in', root / 'good.csr', '-CA', root / 'ca.pem', '-CAkey', root / 'ca.key',
            '-CAcreateserial', '-days', 2, '-extfile', name, '-out', root / 'good.pem')
    openssl('req', '-x509', *curve, '-days', 2, '-subj', '/CN=good.example', '-addext',
            'subjectAltName=DNS:good.example', '-keyout', root / 'self.key', '-out', root / 'self.pem')


class Nginx:
    def __init__(self, folder):
        self.root = pathlib.Path(folder)
        self.www = self.root / 'www'
        self.www.mkdir()
        self.port, self.tls_port, self.self_port = free_port(), free_port(), free_port()
        make_certificates(self.root)
        user = 'user root root;' if os.geteuid() == 0 else ''
        config = CONFIG.format(root=self.root, user=user, port=self.port, tls_port=self.tls_port,
                               self_port=self.self_port)
        (self.root / 'nginx.conf').write_text(config)
        path = os.environ.get('PATH', '') + ':/usr/sbin'
        program = shutil.which('nginx', path=path)
        self.process = subprocess.Popen([program, '-p', self.root, '-c', self.root / 'nginx.conf', '-e', 'stderr'],
                                        stderr=subprocess.DEVNULL)
        self.wait()

    def wait(self):
        for _ in range(600):
            try:
                return socket.create_connection(('127.0.0.1', self.port)).close()
            except OSError:
                time.sleep(0.1)
        raise RuntimeError('nginx does not start: ' + (self.root / 'error.log').read_text())

    def page(self, name, content):
        path = self.www / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def url(self, path, host='127.0.0.1'):
        return f'http://{host}:{self.port}{path}'

    def log(self):
        """(start, host, path, protocol, status) of each request, in the order of their starts."""
        out = []
        for line in (self.root / 'access.log').read_text().splitlines():
            end, took, host, path, protocol, status = line.split(' ')
            out.append((float(end) - float(took), host, path, protocol, int(status)))
        return sorted(out)

    def forget(self):
        with open(self.root / 'access.log', 'r+') as log:  # nginx appends
            log.truncate()

    def stop(self):
        self.process.terminate()
        self.process.wait()
