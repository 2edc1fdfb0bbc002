import { describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppConfig } from '../../../src/common/config.js';
import { SealBroken, SecretBox } from '../../../src/webhooks/signing/secret-box.js';

const KEY = 'a key that is long enough to be one of ours';
const TEXT = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('a sealed secret', () => {
  it('opens with the key that sealed it, in another process too', () => {
    const sealed = new SecretBox(KEY).seal(TEXT);
    expect(new SecretBox(KEY).open(sealed)).toBe(TEXT);
    expect(sealed).toMatch(/^v1\.[\w-]+$/);
    expect(sealed).not.toContain(TEXT);
  });

  it('keeps any text, including empty and non-ASCII text', () => {
    const box = new SecretBox(KEY);
    for (const text of ['', 'ключ 🔑', 'x'.repeat(10_000)]) expect(box.open(box.seal(text))).toBe(text);
  });

  it('hides that two texts are equal', () => {
    const box = new SecretBox(KEY);
    expect(box.seal(TEXT)).not.toBe(box.seal(TEXT));
  });

  it('does not open with another key, and says what to do', () => {
    const sealed = new SecretBox(KEY).seal(TEXT);
    expect(() => new SecretBox(`${KEY}!`).open(sealed)).toThrow(SealBroken);
    expect(() => new SecretBox(`${KEY}!`).open(sealed)).toThrow(/SECRETS_KEY/);
  });

  it('opens with the previous key during a change, and is sealed with the current one', () => {
    const old = new SecretBox(KEY).seal(TEXT);
    const box = new SecretBox(`${KEY}!`, KEY);
    expect(box.open(old)).toBe(TEXT);
    expect(new SecretBox(`${KEY}!`).open(box.seal(TEXT))).toBe(TEXT);
    expect([old, box.seal(TEXT), new SecretBox('x').seal(TEXT)].map((sealed) => box.sealedBy(sealed))).toEqual([
      'previous',
      'current',
      'unknown',
    ]);
    expect(() => box.open(new SecretBox('x').seal(TEXT))).toThrow(SealBroken);
  });

  it('does not open after a byte was changed', () => {
    const box = new SecretBox(KEY);
    const bytes = Buffer.from(box.seal(TEXT).slice(3), 'base64url');
    for (const index of [0, 12, 28, bytes.length - 1]) {
      const forged = Buffer.from(bytes);
      forged.writeUInt8(forged.readUInt8(index) ^ 1, index);
      expect(() => box.open(`v1.${forged.toString('base64url')}`)).toThrow(SealBroken);
    }
  });

  it.each(['', 'v1', 'v1.', 'v1.AAAA', 'v2.AAAA', TEXT])('is not accepted from %j', (text) => {
    expect(() => new SecretBox(KEY).open(text)).toThrow(SealBroken);
  });
});

describe('the sealing key', () => {
  it('is generated once and stored in the data folder if unset', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'carillon-box-'));
    try {
      const config = new AppConfig({ DATA_DIR: dataDir });
      const sealed = (await SecretBox.load(config)).seal(TEXT);
      expect((await SecretBox.load(config)).open(sealed)).toBe(TEXT);
      expect((await readFile(join(dataDir, 'secrets-key'), 'utf8')).trim().length).toBeGreaterThanOrEqual(32);
    } finally {
      await rm(dataDir, { recursive: true });
    }
  });
});
