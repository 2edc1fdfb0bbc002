import { prefixOf, type HeaderFamily } from './header-families.js';

const STANDARD = `// Standard Webhooks: the key is what stands after whsec_, decoded.
const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);

function isSigned(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures = '' } = headers;
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;
  const expected = createHmac('sha256', key).update(\`\${id}.\${timestamp}.\`).update(body).digest();
  return signatures.split(' ').some((part) => isEqual(Buffer.from(part.replace(/^v1,/, ''), 'base64'), expected));
}`;

/** The other families: the secret's own characters are the key, and the signature is in hexadecimal. */
function hexCheck(family: HeaderFamily): string {
  return `function isSigned(headers, body) {
  const timestamp = headers['${prefixOf(family)}-timestamp'];
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;
  const signed = createHmac('sha256', secret).update(${family === 'x-webhook' ? '`${timestamp}.`' : 'timestamp'}).update(body);
  const expected = Buffer.from(signed.digest('hex'), 'hex');
  // While a secret is being changed, the second header has the signature by the one before.
  const given = [headers['${prefixOf(family)}-signature'], headers['${prefixOf(family)}-signature-previous']];
  return given.some((text = '') => isEqual(Buffer.from(text.replace(/^sha256=/, ''), 'hex'), expected));
}`;
}

export function nodeReceiver(family: HeaderFamily): string {
  const check = family === 'standard' ? STANDARD : hexCheck(family);
  return `import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const secret = process.env.WEBHOOK_SECRET;
${check}

const isEqual = (one, other) => one.length === other.length && timingSafeEqual(one, other);

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks); // the bytes as they came: no parser before the check
  if (!isSigned(request.headers, body)) return response.writeHead(401).end();
  response.writeHead(204).end();
  console.log('verified', request.headers['webhook-id'], body.toString());
});
server.listen(process.env.PORT ?? 4000, '127.0.0.1');
`;
}
