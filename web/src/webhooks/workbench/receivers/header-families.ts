/** The families of headers that carry the signature, as the setting `signatures` names them. */
export const FAMILIES = ['standard', 'x-webhook', 'xtsystems'] as const;
export type HeaderFamily = (typeof FAMILIES)[number];

export const FAMILY_NAMES = {
  standard: 'webhook-signature (Standard Webhooks)',
  'x-webhook': 'X-Webhook-Signature',
  xtsystems: 'X-XTSystems-Signature',
} as const;

/** What the server signs with where a webhook does not say. */
export function familiesOf(format: string): HeaderFamily[] {
  return FAMILIES.filter((family) => family !== 'xtsystems' || format === 'xtsystems');
}

/** The prefix of a family's header names. */
export function prefixOf(family: HeaderFamily): string {
  return family === 'x-webhook' ? 'x-webhook' : 'x-xtsystems';
}
