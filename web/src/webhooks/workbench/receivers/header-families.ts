/** The headers that carry the signature. Every delivery has the first two; the third is that of the format xtsystems. */
export const FAMILIES = ['standard', 'x-webhook', 'x-xtsystems'] as const;
export type HeaderFamily = (typeof FAMILIES)[number];

export const FAMILY_NAMES = {
  standard: 'webhook-signature (Standard Webhooks)',
  'x-webhook': 'X-Webhook-Signature',
  'x-xtsystems': 'X-XTSystems-Signature',
} as const;

/** The prefix of a family's header names. */
export function prefixOf(family: HeaderFamily): string {
  return family === 'x-webhook' ? 'x-webhook' : 'x-xtsystems';
}
