import { prefixOf, type HeaderFamily } from './header-families.js';

const STANDARD = `# Standard Webhooks: the key is what stands after whsec_, decoded.
key = base64.b64decode(secret[6:]) if secret.startswith("whsec_") else secret.encode()


def is_signed(headers, body):
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:
        return False
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(part.encode(), expected.encode()) for part in given)`;

/** The other families: the secret's own characters are the key, and the signature is in hexadecimal. */
function hexCheck(family: HeaderFamily): string {
  return `key = secret.encode()


def is_signed(headers, body):
    timestamp = headers.get("${prefixOf(family)}-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:
        return False
    signed = ${family === 'x-webhook' ? 'f"{timestamp}."' : 'timestamp'}.encode() + body
    expected = ${family === 'x-webhook' ? '' : '"sha256=" + '}hmac.new(key, signed, hashlib.sha256).hexdigest()
    # While a secret is being changed, the second header has the signature by the one before.
    names = ("${prefixOf(family)}-signature", "${prefixOf(family)}-signature-previous")
    return any(hmac.compare_digest(headers.get(name, "").encode(), expected.encode()) for name in names)`;
}

export function pythonReceiver(family: HeaderFamily): string {
  const check = family === 'standard' ? STANDARD : hexCheck(family);
  return `${family === 'standard' ? 'import base64, hashlib, hmac, os, time' : 'import hashlib, hmac, os, time'}
from http.server import BaseHTTPRequestHandler, HTTPServer

secret = os.environ["WEBHOOK_SECRET"]
${check}


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        # The bytes as they came: no parser before the check.
        body = self.rfile.read(int(self.headers["content-length"]))
        is_ours = is_signed(self.headers, body)
        self.send_response(204 if is_ours else 401)
        self.end_headers()
        if is_ours:
            print("verified", self.headers["webhook-id"], body.decode(), flush=True)


HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "4000"))), Receiver).serve_forever()
`;
}
