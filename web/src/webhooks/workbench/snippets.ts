import { goReceiver } from './receivers/go-receiver.js';
import type { HeaderFamily } from './receivers/header-families.js';
import { nodeReceiver } from './receivers/node-receiver.js';
import { phpReceiver } from './receivers/php-receiver.js';
import { pythonReceiver } from './receivers/python-receiver.js';

export const LANGUAGES = ['node', 'python', 'go', 'php'] as const;
export type SnippetLanguage = (typeof LANGUAGES)[number];

export const LANGUAGE_NAMES = { node: 'Node', python: 'Python', go: 'Go', php: 'PHP' } as const;
export const FILE_NAMES = {
  node: 'receiver.mjs',
  python: 'receiver.py',
  go: 'receiver.go',
  php: 'receiver.php',
} as const;

const RECEIVERS = { node: nodeReceiver, python: pythonReceiver, go: goReceiver, php: phpReceiver } as const;
const COMMANDS = {
  node: 'node receiver.mjs',
  python: 'python3 receiver.py',
  go: 'go run receiver.go',
  php: 'php -S 127.0.0.1:4000 receiver.php',
} as const;

/**
 * A complete receiver that answers 204 to this webhook's requests and 401 to anything else. It needs only the language.
 */
export function snippetOf(language: SnippetLanguage, family: HeaderFamily): string {
  return RECEIVERS[language](family);
}

/** The command that runs it. @param secret as far as it may be shown */
export function commandOf(language: SnippetLanguage, secret: string): string {
  return `WEBHOOK_SECRET='${secret}' ${COMMANDS[language]}`;
}
