import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { AppConfig } from '../../common/config.js';
import { Conflict, InvalidInput, NotFound } from '../../common/errors.js';
import { decodePageCursor, toPage, type Page, type PageQuery } from '../../common/paging.js';
import type { Viewer } from '../../common/visibility.js';
import { EntityRooms, type EntityRoomKind } from '../../events/entity-rooms.js';
import { KEPT_HOURS, MAX_BINS } from './bin-limits.js';
import { Bin, isBinId, newBinId } from './bin.entity.js';
import type { BinAnswer } from './bins.answers.js';
import type { BinSettings } from './bins.dto.js';
import { maySeeBin } from './bins.policy.js';

/** 409: each bin keeps up to 100 requests of 256 KiB. */
export class TooManyBins extends Conflict {
  constructor(limit: number) {
    super('too_many_bins', `You already have ${limit} bins, the maximum. Delete one, or wait until one expires.`);
  }
}

/** One person's bins are created one at a time, so that the limit holds. */
const LOCK_OWNER_SQL = `SELECT pg_advisory_xact_lock(hashtextextended('bin owner ' || $1, 0))`;
const COUNT_SQL = 'SELECT count(*)::int AS count FROM bins WHERE user_id = $1 AND expires_at > now()';
const INSERT_SQL = `
  INSERT INTO bins (id, user_id, status, delay_ms, body, expires_at)
  VALUES ($1, $2, $3, $4, $5, now() + interval '${KEPT_HOURS} h') RETURNING id`;
/** Newest first. $3, $4: the time and the id after which the page begins. */
const LIST_SQL = `
  SELECT id FROM bins
   WHERE user_id = $1 AND expires_at > now() AND ($3::timestamptz IS NULL OR (created_at, id) < ($3::timestamptz, $4::text))
   ORDER BY created_at DESC, id DESC LIMIT $2`;
const UPDATE_SQL = `
  UPDATE bins SET status = coalesce($2, status), delay_ms = coalesce($3, delay_ms), body = coalesce($4, body),
                  expires_at = now() + interval '${KEPT_HOURS} h'
   WHERE id = $1`;
const LIVE_SQL = 'SELECT id FROM bins WHERE id = ANY($1::text[]) AND expires_at > now()';

/** A person's own bins; others cannot see them. */
@Injectable()
export class BinsService implements OnModuleInit, EntityRoomKind {
  readonly kind = 'bin';
  readonly noun = 'bin';

  constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
    private readonly rooms: EntityRooms,
  ) {}

  onModuleInit(): void {
    this.rooms.register(this);
  }

  isId(text: string): boolean {
    return isBinId(text);
  }

  async visibleTo(viewer: Viewer, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const bins = await this.live(ids);
    return new Set(bins.filter((bin) => maySeeBin(viewer, bin)).map(({ id }) => id));
  }

  /** @throws TooManyBins */
  async create(viewer: Viewer, input: BinSettings): Promise<BinAnswer> {
    const id = newBinId();
    await this.dataSource.transaction(async (manager) => {
      await manager.query(LOCK_OWNER_SQL, [viewer.id]);
      const [row] = await manager.query<{ count: number }[]>(COUNT_SQL, [viewer.id]);
      if ((row?.count ?? 0) >= MAX_BINS) throw new TooManyBins(MAX_BINS);
      const { status = 200, delay_ms: delayMs = 0, body = '' } = input;
      await manager.query(INSERT_SQL, [id, viewer.id, status, delayMs, body]);
    });
    return this.read(viewer, id);
  }

  async list(viewer: Viewer, query: PageQuery): Promise<Page<BinAnswer>> {
    const [at, after] = query.cursor === undefined ? [null, null] : decodeBinCursor(query.cursor);
    const ids = await this.dataSource.query<{ id: string }[]>(LIST_SQL, [viewer.id, query.limit + 1, at, after]);
    const byId = new Map((await this.live(ids.map(({ id }) => id))).map((bin) => [bin.id, bin]));
    const rows = ids.flatMap(({ id }) => byId.get(id) ?? []);
    return toPage(rows, query.limit, {
      item: (bin) => this.view(bin),
      key: (bin) => [bin.createdAt.toISOString(), bin.id],
    });
  }

  async read(viewer: Viewer, id: string): Promise<BinAnswer> {
    return this.view(await this.find(viewer, id));
  }

  /** @throws NotFound also for other people's bins */
  async find(viewer: Viewer, id: string): Promise<Bin> {
    const [bin] = await this.live([id]);
    if (bin === undefined || !maySeeBin(viewer, bin)) throw new NotFound('bin');
    return bin;
  }

  /** @throws NotFound */
  async update(viewer: Viewer, id: string, { status, delay_ms: delayMs, body }: BinSettings): Promise<BinAnswer> {
    await this.find(viewer, id);
    await this.dataSource.query(UPDATE_SQL, [id, status ?? null, delayMs ?? null, body ?? null]);
    return this.read(viewer, id);
  }

  /** With its requests. @throws NotFound */
  async remove(viewer: Viewer, id: string): Promise<void> {
    await this.find(viewer, id);
    await this.dataSource.manager.delete(Bin, { id });
  }

  /** Of any owner: for an incoming request. */
  async open(id: string): Promise<Bin | undefined> {
    return isBinId(id) ? (await this.live([id]))[0] : undefined;
  }

  private async live(ids: readonly string[]): Promise<Bin[]> {
    if (ids.length === 0) return [];
    const rows = await this.dataSource.query<{ id: string }[]>(LIVE_SQL, [ids]);
    return rows.length === 0 ? [] : this.dataSource.manager.findBy(Bin, { id: In(rows.map(({ id }) => id)) });
  }

  private view(bin: Bin): BinAnswer {
    return {
      id: bin.id,
      url: `${this.config.publicUrl.replace(/\/$/, '')}/bin/${bin.id}`,
      status: bin.status,
      delay_ms: bin.delayMs,
      body: bin.body,
      created_at: bin.createdAt.toISOString(),
      expires_at: bin.expiresAt.toISOString(),
    };
  }
}

/** @throws InvalidInput */
function decodeBinCursor(cursor: string): [string, string] {
  const [at, id] = decodePageCursor(cursor, 2);
  if (typeof at === 'string' && !Number.isNaN(Date.parse(at)) && isBinId(id)) return [at, id];
  throw new InvalidInput([{ field: 'cursor', message: 'is not a cursor of this list; take next_cursor of a page' }]);
}
