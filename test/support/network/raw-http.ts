import { connect } from 'node:net';
import { until } from '../until.js';

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

/** Sends bytes as they are, waits for one answer and closes. */
export async function sendRaw(url: string, request: string | Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  let text = '';
  let isClosed = false;
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => (text += chunk));
  socket.on('error', () => undefined);
  socket.on('close', () => (isClosed = true));
  socket.write(request);
  try {
    await until(() => isClosed || isWhole(text));
  } finally {
    socket.destroy();
  }
  const [head = '', body = ''] = text.split('\r\n\r\n', 2);
  return { status: Number(head.split(' ', 2)[1]), head, body: body === '' ? undefined : JSON.parse(body) };
}

function isWhole(text: string): boolean {
  const [head = '', body] = text.split('\r\n\r\n', 2);
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  return body !== undefined && length !== undefined && Buffer.byteLength(body) >= Number(length);
}
