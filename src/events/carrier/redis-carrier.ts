import { Injectable } from '@nestjs/common';
import { BackgroundLoop, type RoundResult } from '../../common/background-loop.js';
import { AppLogger } from '../../common/logger.js';
import type { RedisClient } from '../../common/redis/redis-connection.js';
import { RedisLink } from '../../common/redis/redis-link.js';
import type { WholeBatch } from '../event-consumer.js';
import { EventConsumers } from '../event-consumers.js';
import type { Carrier, CarrierListener } from './carrier.js';
import { readBatch, writeBatch } from './carried-form.js';

/** A stream per history of the log, of one entry per batch; its id is the batch's last position. */
const keyOf = (epoch: string) => `log:${epoch}`;
const FIELD = 'batch';
/** Positions, not entries: an entry has up to 500 events. */
const KEPT_POSITIONS = 20_000;
/** Of an epoch that is over nothing else would remove it. */
const KEPT_SECONDS = 3_600;
/** One larger is read from the log by each process. */
const MAX_BATCH_BYTES = 4_194_304;
/** Sent and not yet taken by Redis. */
const MAX_WAITING_BYTES = 33_554_432;

const WAIT_MS = 500;
/** At most as many batches in one answer. */
const READ_COUNT = 8;
const RETRY_MS = 250;
/** What is left of Redis' health when nothing valid comes: the log is read at once until something does. */
const MAX_MISSED = 3;
/** Refused one after the other: something with a higher id is in the stream that no dispatch has put there. */
const MAX_REFUSED = 3;

const ID = /^(\d{1,16})-0$/;

/** Hands batches over by a Redis stream. Entries are sealed: Redis cannot read, make or change one. */
@Injectable()
export class RedisCarrier implements Carrier {
  private listener: CarrierListener | undefined;
  private readonly loop: BackgroundLoop;
  private waitingBytes = 0;
  private missedInARow = 0;
  private refusedInARow = 0;
  /** The connection on which `lastId` was found. */
  private readOn: RedisClient | undefined;
  private readKey = '';
  private lastId = '';

  constructor(
    private readonly link: RedisLink,
    private readonly consumers: EventConsumers,
    private readonly logger: AppLogger,
  ) {
    this.loop = new BackgroundLoop({
      round: () => this.read(),
      // The link reports that Redis is away; the log is read meanwhile.
      onError: () => this.lookAgain(),
      retryMs: RETRY_MS,
    });
  }

  get isUp(): boolean {
    return this.link.isUp && this.missedInARow < MAX_MISSED;
  }

  subscribe(listener: CarrierListener): void {
    if (!this.link.isConfigured) return;
    this.listener = listener;
    this.loop.start();
    this.loop.wake();
  }

  publish(epoch: string, batch: WholeBatch): void {
    const { commands } = this.link;
    if (commands === undefined || this.waitingBytes > MAX_WAITING_BYTES) return;
    const [key, id] = [keyOf(epoch), `${batch.upTo}-0`];
    const sealed = this.link.seal.seal(placeOf(key, id), writeBatch(batch));
    if (sealed.length > MAX_BATCH_BYTES) return;
    this.waitingBytes += sealed.length;
    void this.send(commands, { key, id, sealed, oldest: batch.upTo - KEPT_POSITIONS }).finally(() => {
      this.waitingBytes -= sealed.length;
    });
  }

  missed(): void {
    this.missedInARow += 1;
    this.lookAgain();
  }

  async forget(epoch: string): Promise<void> {
    if (!this.link.isConfigured) return;
    try {
      if (this.link.commands === undefined) throw new Error('Redis is away.');
      await this.link.commands.del(keyOf(epoch));
    } catch (error) {
      // Sealed, and gone within the hour; a process that comes back takes only what is newer.
      this.logger.warn('Batches with something erased could not be removed from Redis.', { error: String(error) });
    }
  }

  async stop(): Promise<void> {
    this.listener = undefined;
    await this.loop.stop();
  }

  private async send(
    commands: RedisClient,
    { key, id, sealed, oldest }: { key: string; id: string; sealed: Buffer; oldest: number },
  ): Promise<void> {
    try {
      const trim = { strategy: 'MINID', strategyModifier: '~', threshold: Math.max(0, oldest) } as const;
      const added = commands.xAdd(key, id, { [FIELD]: sealed }, { TRIM: trim });
      const kept = commands.expire(key, KEPT_SECONDS);
      await Promise.all([added, kept]);
      this.refusedInARow = 0;
    } catch (error) {
      if (!(await isRefusal(error))) return;
      // Now and then: two processes dispatched one after the other, and the later one was faster.
      this.refusedInARow += 1;
      if (this.refusedInARow >= MAX_REFUSED) await this.clear(commands, key, String(error));
    }
  }

  private async read(): Promise<RoundResult> {
    const { listener } = this;
    const { reader, commands } = this.link;
    if (listener === undefined) return 'idle';
    if (reader === undefined || commands === undefined || listener.epoch === '') return 'retry';
    const key = keyOf(listener.epoch);
    if (this.readOn !== reader || this.readKey !== key) {
      // Only what is added from now on: what lies there may be erased by now, or of a database that was set back.
      this.lastId = await lastIdOf(commands, key);
      this.readOn = reader;
      this.readKey = key;
      listener.resumed();
    }
    const entries = await nextEntries(reader, key, this.lastId);
    for (const { id, fields } of entries) {
      if (this.readOn !== reader) break;
      this.lastId = id;
      if (!this.takeEntry(listener, { key, id, fields })) {
        await this.clear(commands, key, `The entry ${id} is not of this installation.`);
        this.lookAgain();
        return 'retry';
      }
    }
    return 'more';
  }

  private takeEntry(listener: CarrierListener, { key, id, fields }: Entry & { key: string }): boolean {
    const upTo = Number(ID.exec(id)?.[1]);
    if (listener.knows(upTo)) return true;
    const sealed = fields[FIELD];
    const text = sealed === undefined ? undefined : this.link.seal.open(placeOf(key, id), sealed);
    if (text === undefined || sealed === undefined) return false;
    try {
      const batch = readBatch(text, upTo, this.consumers.sharedResults);
      this.missedInARow = 0;
      listener.take({ ...batch, epoch: listener.epoch, bytes: sealed.length });
      return true;
    } catch (error) {
      this.logger.error('A batch from Redis cannot be read.', error);
      return false;
    }
  }

  private async clear(commands: RedisClient, key: string, reason: string): Promise<void> {
    this.refusedInARow = 0;
    this.logger.warn('redis.stream_cleared', { key, reason });
    await commands.del(key).catch(() => undefined);
  }

  private lookAgain(): void {
    this.readOn = undefined;
  }
}

interface Entry {
  readonly id: string;
  readonly fields: Readonly<Record<string, Buffer>>;
}

/** Of `XREAD`, with texts as bytes. */
type Streams = readonly {
  readonly messages: readonly { readonly id: Buffer; readonly message: Readonly<Record<string, Buffer>> }[];
}[];

const placeOf = (key: string, id: string) => `${key} ${id}`;

/** An answer of Redis, not the loss of the connection. */
async function isRefusal(error: unknown): Promise<boolean> {
  const { ErrorReply } = await import('redis');
  return error instanceof ErrorReply;
}

async function lastIdOf(commands: RedisClient, key: string): Promise<string> {
  const entries = await commands.xRevRange(key, '+', '-', { COUNT: 1 });
  return entries?.[0]?.id ?? '0-0';
}

/** Waits for the next entries for half a second; none by then: an empty list. */
async function nextEntries(reader: RedisClient, key: string, after: string): Promise<Entry[]> {
  const { RESP_TYPES } = await import('redis');
  const binary = reader.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  const streams: Streams | null = await binary.xRead({ key, id: after }, { BLOCK: WAIT_MS, COUNT: READ_COUNT });
  return (streams ?? []).flatMap(({ messages }) =>
    messages.map(({ id, message }) => ({ id: String(id), fields: message })),
  );
}
