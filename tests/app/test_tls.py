"""moimd --tls-certificate: people speak TLS without a proxy, by certificates that are made here."""

import json
import signal
import ssl
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from test_moimd import Moimd, Session, key


class SecureMoimd(Moimd):
    """One that speaks TLS, and is trusted by its certificate."""

    def __init__(self, certificate, *arguments):
        super().__init__(*arguments)
        self.trust = ssl.create_default_context(cafile=certificate)

    def ask(self, path, method="GET"):
        asked = urllib.request.Request(f"https://localhost:{self.port}{path}", method=method)
        with urllib.request.urlopen(asked, timeout=20, context=self.trust) as answer:
            return answer.read().decode()

    def guest(self, token=None):
        return json.loads(self.ask("/auth/guest", "POST"))["token"]

    def session(self, token=None):
        session = Session(self.port, token or self.guest(), tls=self.trust)
        self.sessions.append(session)
        return session

    def certificate(self):
        """What whoever connects now gets."""
        return ssl.get_server_certificate(("127.0.0.1", self.port), timeout=20)

    def wait_for_line(self, part):
        """Reads its log up to a line."""
        for line in self.process.stderr:
            if part in line:
                return line
        raise AssertionError(f"it has not said: {part}")


class TestTls(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="moimd-tls-")
        self.addCleanup(scratch.cleanup)
        self.scratch = Path(scratch.name)
        self.certificate = self.scratch / "certificate.pem"
        self.key = self.scratch / "key.pem"
        self.make_pair()

    def make_pair(self):
        """A new pair is moved into its place, the key first."""
        certificate, key_file = self.scratch / "newer.pem", self.scratch / "newer_key.pem"
        names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        command += ["-subj", "/CN=localhost", "-addext", names, "-days", "30", "-out", certificate, "-keyout", key_file]
        subprocess.run(command, check=True, capture_output=True)
        key_file.rename(self.key)
        certificate.rename(self.certificate)

    def start(self, *arguments):
        pair = ["--tls-certificate", str(self.certificate), "--tls-key", str(self.key)]
        server = SecureMoimd(self.certificate, "--data", str(self.scratch / "data"), *pair, *arguments)
        self.addCleanup(self.kill, server)
        return server

    @staticmethod
    def kill(server):
        if server.process.poll() is None:
            server.process.kill()
            server.end()

    def test_people_speak_tls_and_operators_do_not(self):
        server = self.start()
        host = server.session()
        room = host.call("room.create", kind="meal", title="Soup", seats=2, key=key())["room"]
        self.assertEqual(server.session().call("room.join", room=room, key=key())["seat"], 2)
        self.assertEqual(server.ask("/healthz"), "alive\n")
        operators = server.process.stdout.readline().split()[-1]
        with urllib.request.urlopen(f"{operators}/metrics", timeout=20) as page:
            self.assertRegex(page.read().decode(), r"\nmoim_tls_certificate_expires_seconds [1-9]")
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{server.port}/healthz", timeout=20)
        self.assertEqual(refused.exception.code, 400)
        self.assertIn("This port speaks TLS", refused.exception.read().decode())
        refused.exception.close()
        status, log = server.stop()
        self.assertEqual(status, 0, log)
        self.assertIn(f"TLS by {self.certificate}, for localhost, good until ", log)

    def test_http_1_1_is_all_that_is_offered(self):
        server = self.start()
        for offered, chosen in [(["h2", "http/1.1"], "http/1.1"), (["http/1.1"], "http/1.1"), (["h2"], None)]:
            trust = ssl.create_default_context(cafile=self.certificate)
            trust.set_alpn_protocols(offered)
            if chosen is None:
                with self.assertRaises(ssl.SSLError):
                    Session(server.port, "", tls=trust)
                continue
            session = Session(server.port, "", tls=trust)
            self.assertEqual(session.socket.selected_alpn_protocol(), chosen)
            session.close()
        self.assertEqual(server.stop()[0], 0)

    def test_a_new_certificate_is_used_without_a_restart_and_a_broken_one_is_not(self):
        server = self.start()
        server.wait_for_line(f"TLS by {self.certificate}")
        session = server.session()
        first = server.certificate()
        self.make_pair()
        server.process.send_signal(signal.SIGHUP)
        server.wait_for_line(f"TLS by {self.certificate}")
        second = server.certificate()
        self.assertEqual(second, self.certificate.read_text())
        self.assertNotEqual(second, first)
        self.assertIn("user", session.call("session.read"))
        self.key.write_text("no key\n")
        server.process.send_signal(signal.SIGHUP)
        self.assertIn("there is no key", server.wait_for_line("stays in use"))
        self.assertEqual(server.certificate(), second)
        self.assertEqual(server.stop()[0], 0)

    def test_mistakes_are_named(self):
        other = self.scratch / "other_key.pem"
        subprocess.run(["openssl", "ecparam", "-genkey", "-name", "prime256v1", "-out", other], check=True)
        locked = self.scratch / "locked.pem"
        command = ["openssl", "pkey", "-in", self.key, "-aes128", "-passout", "pass:secret", "-out", locked]
        subprocess.run(command, check=True)
        for file, why in [
            (other, "the key is not the certificate's"),
            (locked, "the key is encrypted"),
            (self.scratch / "none.pem", "none.pem cannot be read"),
        ]:
            self.key = file
            status, log = self.start().end()
            self.assertEqual(status, 1, log)
            self.assertIn(why, log)
        alone = Moimd("--data", str(self.scratch / "data"), "--tls-certificate", str(self.certificate))
        self.addCleanup(self.kill, alone)
        status, log = alone.end()
        self.assertEqual(status, 2, log)
        self.assertIn("--tls-certificate and --tls-key are a pair", log)


if __name__ == "__main__":
    unittest.main()
