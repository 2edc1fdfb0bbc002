import { createHmac } from 'node:crypto';

/** A token that has less than this left is renewed before it is given out. */
const MIN_LEFT_MS = 60_000;

/**
 * The accounts and sessions that this application has at Carillon, one for each of its own people. Only its server knows the API
 * key, the passwords and the refresh tokens; a page gets access tokens, which live for minutes.
 */
export class CarillonAccounts {
  /** By the id of the application's own session. */
  #sessions = new Map();
  #settings;

  /** @param {{ carillonUrl: string, apiKey: string, secret: string }} settings `apiKey` is an admin's: it makes accounts */
  constructor(settings) {
    this.#settings = settings;
  }

  /**
   * @param {string} sessionId
   * @param {{ name: string, email: string }} person
   * @returns {Promise<{ access_token: string, expires_in: number }>}
   */
  async tokenFor(sessionId, person) {
    const known = this.#sessions.get(sessionId);
    const session = known === undefined ? await this.#signIn(person) : await this.#fresh(known, person);
    this.#sessions.set(sessionId, session);
    const expiresIn = Math.max(1, Math.floor((session.expiresAt - Date.now()) / 1_000));
    return { access_token: session.access_token, expires_in: expiresIn };
  }

  /** Carillon ends the session with all its sockets at once. */
  async signOut(sessionId) {
    const session = this.#sessions.get(sessionId);
    this.#sessions.delete(sessionId);
    if (session !== undefined) await this.#post('/api/auth/logout', {}, session.access_token);
  }

  async #fresh(session, person) {
    if (session.expiresAt - Date.now() > MIN_LEFT_MS) return session;
    const renewed = await this.#post('/api/auth/refresh', { refresh_token: session.refresh_token });
    return renewed.status === 200 ? kept(renewed.body) : this.#signIn(person);
  }

  /** Makes the account at the first visit. An account of another person has another password, so it cannot be entered. */
  async #signIn({ name, email }) {
    const { apiKey, secret } = this.#settings;
    const password = createHmac('sha256', secret).update(email).digest('base64url');
    let answer = await this.#post('/api/auth/login', { email, password });
    if (answer.status === 401) {
      const made = await this.#post('/api/users', { email, name, role: 'user', password }, apiKey);
      if (made.status === 201) answer = await this.#post('/api/auth/login', { email, password });
    }
    if (answer.status !== 200) throw new Error(`No session at Carillon for ${email}: ${answer.body.detail}`);
    return kept(answer.body);
  }

  async #post(path, body, token) {
    const response = await fetch(`${this.#settings.carillonUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
  }
}

function kept({ access_token, refresh_token, expires_in }) {
  return { access_token, refresh_token, expiresAt: Date.now() + expires_in * 1_000 };
}
