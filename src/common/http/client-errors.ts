import type { FastifyInstance } from 'fastify';
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { newId } from '../ids.js';
import type { ProcessRoles } from '../roles.js';
import { missingRole, NotServedHere } from './foreign-roles.js';
import { ofStatus, PROBLEM_TYPE, problemBody, toProblem, type Problem } from './problem.js';

interface ClientError extends Error {
  readonly code?: string;
}

/** Node's parser names its errors `HPE_<fault>`. */
const PARSER_FAULTS: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: ofStatus(431, 'The request headers are too large. Send fewer or shorter ones.'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ofStatus(413, 'The chunk extensions of the body are too large.'),
  HPE_INVALID_METHOD: ofStatus(400, 'The request method is not an HTTP method.'),
  HPE_INVALID_URL: ofStatus(400, 'The request line has characters that a URL cannot have. Percent-encode them.'),
  HPE_INVALID_VERSION: ofStatus(400, 'The request line names an HTTP version that this server does not support.'),
  HPE_INVALID_CONSTANT: ofStatus(400, 'The request line is not valid HTTP/1.1.'),
  HPE_INVALID_HEADER_TOKEN: ofStatus(400, 'A header has a character that headers cannot have.'),
  HPE_INVALID_CONTENT_LENGTH: ofStatus(400, 'Content-Length must be one whole number.'),
  HPE_UNEXPECTED_CONTENT_LENGTH: ofStatus(400, 'Send either Content-Length or Transfer-Encoding, not both.'),
  HPE_INVALID_TRANSFER_ENCODING: ofStatus(400, 'The only supported Transfer-Encoding is chunked.'),
  HPE_INVALID_CHUNK_SIZE: ofStatus(400, 'The chunked body is malformed: a chunk has no valid size.'),
  HPE_INVALID_EOF_STATE: ofStatus(400, 'The connection closed before the whole request arrived.'),
  HPE_CR_EXPECTED: ofStatus(400, 'A line of the request does not end with CR LF.'),
  HPE_LF_EXPECTED: ofStatus(400, 'A line of the request does not end with CR LF.'),
  HPE_PAUSED_H2_UPGRADE: ofStatus(400, 'This server does not speak HTTP/2 on this port.'),
  ERR_HTTP_REQUEST_TIMEOUT: ofStatus(408, 'The request was not complete in time.'),
};

const MALFORMED = ofStatus(400, 'The request is not valid HTTP/1.1.');

/** Answers requests that Node's HTTP parser refuses. The connection is closed: nothing on it can be trusted. */
export function answerClientError(error: ClientError, socket: Duplex & { readonly bytesWritten?: number }): void {
  const isGone = error.code === 'ECONNRESET' || error.code === 'EPIPE' || socket.destroyed || !socket.writable;
  // In the middle of a response, another one would be read as a part of it.
  if (isGone || isAnswering(socket)) return void socket.destroy();
  writeProblem(socket, PARSER_FAULTS[error.code ?? ''] ?? MALFORMED);
}

/** Node keeps the current response on its socket; its own default handler looks at the same field. */
function isAnswering(socket: Duplex): boolean {
  const { _httpMessage: message } = socket as { _httpMessage?: { headersSent?: boolean } | null };
  return message?.headersSent === true;
}

/** Writes the only response of a connection, which is then closed. */
export function writeProblem(socket: Duplex, problem: Problem): void {
  const body = problemBody(problem, newId());
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? 'Error'}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  // `end` alone waits for the other side to close, too.
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

/** What Node answers by itself, without a body, unless there is a listener. */
export function answerUnhandledRequests(fastify: FastifyInstance, socketPath: string, roles: ProcessRoles): void {
  fastify.server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const problem = ofStatus(417, 'The only supported expectation is 100-continue.');
    const body = problemBody(problem, newId());
    const headers = { 'content-type': PROBLEM_TYPE, 'content-length': Buffer.byteLength(body), connection: 'close' };
    response.writeHead(problem.status, headers).end(body);
  });
  fastify.server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    writeProblem(socket, ofStatus(405, 'This server is not a proxy: CONNECT is not supported.'));
  });
  fastify.server.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (path === socketPath || path.startsWith(`${socketPath}/`)) {
      const role = missingRole(path, roles);
      if (role !== undefined) writeProblem(socket, toProblem(new NotServedHere(role)));
      return;
    }
    writeProblem(socket, ofStatus(404, `Only ${socketPath}/ takes upgrades to WebSocket.`));
  });
}
