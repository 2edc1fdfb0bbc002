import type { FastifyReply } from 'fastify';

/** For answers that are a bare array: where the next page is, by a `Link` header (RFC 8288) to the same path and query. */
export function linkNextPage(reply: FastifyReply, nextCursor: string | null): void {
  if (nextCursor === null) return;
  const url = new URL(reply.request.url, 'http://localhost');
  url.searchParams.set('cursor', nextCursor);
  void reply.header('link', `<${url.pathname}${url.search}>; rel="next"`);
}

export const NEXT_PAGE_HEADER = {
  Link: {
    description: '`<path of the next page>; rel="next"`; missing on the last page.',
    schema: { type: 'string' as const },
  },
};
