import { setTimeout as delay } from 'node:timers/promises';
import { DemoProblem } from './demo-problem.js';

/** Whatever JSON an answer or a push holds. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

const MAX_WAITS = 3;

/** A signed-in person, over plain HTTP. */
export class DemoPerson {
  private constructor(
    private readonly url: string,
    readonly id: string,
    readonly name: string,
    readonly token: string,
  ) {}

  /** @returns null when the password is wrong */
  static async signIn(url: string, email: string, password: string): Promise<DemoPerson | null> {
    const response = await send(`${url}/api/auth/login`, { method: 'POST', body: { email, password } });
    const answer: Json = await response.json();
    if (response.status === 401) return null;
    if (response.status !== 200) throw refusal('POST /api/auth/login', response.status, answer);
    return new DemoPerson(url, answer.user.id, answer.user.name, answer.access_token);
  }

  /** @throws DemoProblem unless the answer is a success */
  async call(route: string, body?: object): Promise<Json> {
    const [method = 'GET', path = '/'] = route.split(' ');
    const response = await send(`${this.url}${path}`, { method, body, token: this.token });
    const text = await response.text();
    const answer: Json = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) throw refusal(route, response.status, answer);
    return answer;
  }
}

interface Request {
  method: string;
  body?: object;
  token?: string;
}

/** Waits when the server asks for it: the demo run several times in a minute meets the limits of the sign-in. */
async function send(url: string, { method, body, token }: Request): Promise<Response> {
  for (let waits = 0; ; waits += 1) {
    const response = await fetch(url, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (response.status !== 429 || waits === MAX_WAITS) return response;
    await response.body?.cancel();
    const seconds = Math.max(1, Number(response.headers.get('retry-after')) || 1);
    console.log(`The server's rate limit asks to wait ${seconds} s.`);
    await delay(seconds * 1_000);
  }
}

function refusal(route: string, status: number, answer: Json): DemoProblem {
  const fields: { field: string; message: string }[] = answer?.errors ?? [];
  const details = fields.map(({ field, message }) => `${field} ${message}`);
  const said = details.length > 0 ? details.join('; ') : (answer?.detail ?? 'no reason');
  return new DemoProblem(`${route} was answered ${status}: ${said}`, remedyFor(route, status));
}

function remedyFor(route: string, status: number): string {
  if (route.includes('/webhook') && status === 400) {
    return 'The server may not POST to this machine: start it with WEBHOOK_ALLOWED_NETWORKS=127.0.0.1/32.';
  }
  if (status === 403) return 'Set ADMIN_EMAIL and ADMIN_PASSWORD to an admin’s.';
  if (status === 429) return 'Wait a minute, then run the demo again.';
  return 'The log of the server says more.';
}
