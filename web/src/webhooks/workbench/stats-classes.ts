import type { MessageId } from '../../i18n/i18n.js';
import type { Hour } from './stats-queries.js';

export type AnswerClass = keyof Hour['answers'];

/** From the bottom of a bar to its top. */
export const ANSWERS: readonly { readonly name: AnswerClass; readonly label: MessageId; readonly color: string }[] = [
  { name: '2xx', label: '2xx: accepted', color: '--mantine-color-green-6' },
  { name: '3xx', label: '3xx: redirect', color: '--mantine-color-blue-5' },
  { name: '4xx', label: '4xx: refused', color: '--mantine-color-yellow-6' },
  { name: '5xx', label: '5xx: server error', color: '--mantine-color-red-6' },
  { name: 'none', label: 'No answer', color: '--mantine-color-gray-6' },
];
