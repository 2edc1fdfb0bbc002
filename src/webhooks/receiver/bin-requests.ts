import { isUtf8 } from 'node:buffer';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFound } from '../../common/errors.js';
import { decodeIdCursor } from '../../common/id-cursor.js';
import { newId } from '../../common/ids.js';
import { encodePageCursor, MAX_PAGE_CHARACTERS, type Page, type PageQuery } from '../../common/paging.js';
import { KEPT_HOURS, MAX_KEPT_REQUESTS } from './bin-limits.js';
import type { Bin } from './bin.entity.js';
import type { BinHeader, BinRequestAnswer, BinRequestSummary, BinSignature } from './bins.answers.js';

/** Locked, so that of two simultaneous requests the second counts the first. No row: the bin was deleted meanwhile. */
const LOCK_SQL = 'SELECT expires_at FROM bins WHERE id = $1 AND expires_at > now() FOR UPDATE';
/** At most once an hour, so that a busy bin is not written at every request. */
const PROLONG_SQL = `
  UPDATE bins SET expires_at = now() + interval '${KEPT_HOURS} h'
   WHERE id = $1 AND expires_at < now() + interval '${KEPT_HOURS - 1} h'`;
const INSERT_SQL = `
  INSERT INTO bin_requests (bin_id, id, method, path, headers, body, size, response_status, signature)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING received_at`;
const TRIM_SQL = `
  DELETE FROM bin_requests WHERE bin_id = $1 AND id <= (
    SELECT id FROM bin_requests WHERE bin_id = $1 ORDER BY id DESC OFFSET ${MAX_KEPT_REQUESTS} LIMIT 1)`;

const KEPT = `received_at > now() - interval '${KEPT_HOURS} h'`;
/** Newest first. $2: only older ones. $3: rows at most. $4: bytes of bodies, after which the page ends; one row at least. */
const PAGE_SQL = `
  WITH sizes AS (
    SELECT id, sum(size) OVER newest - size AS before, row_number() OVER newest AS place
      FROM (SELECT id, size FROM bin_requests
             WHERE bin_id = $1 AND ${KEPT} AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3 + 1) rows
    WINDOW newest AS (ORDER BY id DESC))
  SELECT r.*, (SELECT count(*)::int FROM sizes) AS found
    FROM sizes JOIN bin_requests r ON r.bin_id = $1 AND r.id = sizes.id
   WHERE place <= $3 AND before < $4 ORDER BY r.id DESC`;
const ONE_SQL = `SELECT * FROM bin_requests WHERE bin_id = $1 AND id = $2 AND ${KEPT}`;

interface RequestRow {
  id: string;
  method: string;
  path: string;
  headers: string;
  body: Buffer;
  size: number;
  response_status: number;
  signature: string;
  received_at: Date;
}

export type RequestSummary = Pick<BinRequestSummary, keyof BinRequestSummary>;

export interface TakenRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: readonly BinHeader[];
  readonly body: Buffer;
  readonly responseStatus: number;
  readonly signature: BinSignature;
}

/** The requests to bins: the last 100 each, for 24 hours. */
@Injectable()
export class BinRequests {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws NotFound when the bin was deleted meanwhile */
  async add(bin: Bin, request: TakenRequest): Promise<RequestSummary> {
    const id = newId();
    const { method, path, headers, body, responseStatus, signature } = request;
    const values = [
      method,
      path,
      JSON.stringify(headers),
      body,
      body.length,
      responseStatus,
      JSON.stringify(signature),
    ];
    const receivedAt = await this.dataSource.transaction(async (manager) => {
      if ((await manager.query<unknown[]>(LOCK_SQL, [bin.id])).length === 0) throw new NotFound('bin');
      await manager.query(PROLONG_SQL, [bin.id]);
      const [row] = await manager.query<{ received_at: Date }[]>(INSERT_SQL, [bin.id, id, ...values]);
      await manager.query(TRIM_SQL, [bin.id]);
      return row?.received_at ?? new Date();
    });
    return summary({ ...request, id, size: body.length, receivedAt });
  }

  async list(bin: Bin, { limit, cursor }: PageQuery): Promise<Page<BinRequestAnswer>> {
    const before = cursor === undefined ? null : decodeIdCursor(cursor);
    const parameters = [bin.id, before, limit, MAX_PAGE_CHARACTERS];
    const rows = await this.dataSource.query<(RequestRow & { found: number })[]>(PAGE_SQL, parameters);
    const last = rows.at(-1);
    const hasMore = last !== undefined && last.found > rows.length;
    return { items: rows.map(view), next_cursor: hasMore ? encodePageCursor([last.id]) : null };
  }

  /** @throws NotFound */
  async read(bin: Bin, id: string): Promise<BinRequestAnswer> {
    const [row] = await this.dataSource.query<RequestRow[]>(ONE_SQL, [bin.id, id]);
    if (row === undefined) throw new NotFound('request');
    return view(row);
  }
}

function view(row: RequestRow): BinRequestAnswer {
  const headers = JSON.parse(row.headers) as BinHeader[];
  const isText = isUtf8(row.body);
  const { id, method, path, size, response_status: responseStatus, received_at: receivedAt } = row;
  const signature = JSON.parse(row.signature) as BinSignature;
  return {
    ...summary({ id, method, path, headers, size, responseStatus, signature, receivedAt }),
    headers,
    body: row.body.toString(isText ? 'utf8' : 'base64'),
    body_encoding: isText ? 'utf8' : 'base64',
  };
}

type Summarised = Omit<TakenRequest, 'body'> & {
  readonly id: string;
  readonly size: number;
  readonly receivedAt: Date;
};

function summary(request: Summarised): RequestSummary {
  const contentType = request.headers.find(({ name }) => name.toLowerCase() === 'content-type');
  return {
    id: request.id,
    method: request.method,
    path: request.path,
    content_type: contentType?.value ?? null,
    size: request.size,
    response_status: request.responseStatus,
    signature: request.signature,
    received_at: request.receivedAt.toISOString(),
  };
}
