import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Json } from '../sockets/socket.js';

const run = promisify(execFile);

export interface CurlRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Record<string, string>;
  /** Sent as it is when it is a text, else as JSON. */
  readonly body?: object | string;
}

/** @returns what a shell shows: the body, and the status as its last line */
export async function curl({ method, url, headers = {}, body }: CurlRequest): Promise<{ status: number; body: Json }> {
  const sent = body === undefined ? headers : { 'Content-Type': 'application/json', ...headers };
  const lines = Object.entries(sent).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const data = body === undefined ? [] : ['--data-binary', typeof body === 'string' ? body : JSON.stringify(body)];
  const { stdout } = await run('curl', ['-s', '-X', method, '-w', '\n%{http_code}', ...lines, ...data, url]);
  const end = stdout.lastIndexOf('\n');
  const text = stdout.slice(0, end);
  return { status: Number(stdout.slice(end + 1)), body: text === '' ? undefined : JSON.parse(text) };
}
