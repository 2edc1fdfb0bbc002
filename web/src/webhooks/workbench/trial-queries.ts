import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { CarillonError } from '@carillon/client';
import { client } from '../../api/client.js';
import type { HeaderFamily } from './receivers/header-families.js';
import type { PayloadFormat } from './settings-values.js';

export interface TrialInput {
  readonly events: readonly string[];
  readonly categories: readonly string[];
  readonly filter: string;
}

export type Trial = Awaited<ReturnType<typeof tryFilter>>;
export type Tried = Trial['items'][number];

/** Which recent events the settings would match. */
export function trialQuery(input: TrialInput) {
  return queryOptions({
    queryKey: ['webhook-trial', input] as const,
    queryFn: ({ signal }) => tryFilter(input, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export interface PreviewInput {
  /** An event that happened, or the example of a type. */
  readonly of: { readonly event_id: string } | { readonly type: string };
  readonly payload_format: PayloadFormat;
  readonly template: string;
  readonly json_style: 'compact' | 'python';
  /** None: refused when it is saved, and previewed as the format signs. */
  readonly signatures: readonly HeaderFamily[];
}

/** What would be sent. */
export function previewQuery({ of, payload_format: format, template, json_style: style, signatures }: PreviewInput) {
  return queryOptions({
    queryKey: ['webhook-preview', of, format, format === 'template' ? template : '', style, signatures] as const,
    queryFn: ({ signal }) =>
      client.post('/api/webhooks/preview', {
        body: {
          ...of,
          payload_format: format,
          json_style: style,
          ...(signatures.length > 0 && { signatures }),
          ...(format === 'template' && template !== '' && { template }),
        } as never,
        signal,
      }),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** The server's error for one field; null: none, or another error occurred. */
export function fieldFault(error: unknown, field: string): string | null {
  if (!(error instanceof CarillonError)) return null;
  return error.errors.find((one) => one.field === field)?.message ?? null;
}

function tryFilter({ events, categories, filter }: TrialInput, signal: AbortSignal) {
  return client.post('/api/webhooks/preview/recent', {
    body: {
      ...(events.length > 0 && { events: [...events] }),
      ...(categories.length > 0 && { categories: [...categories] as never }),
      ...(filter.trim() !== '' && { filter }),
    } as never,
    signal,
  });
}
