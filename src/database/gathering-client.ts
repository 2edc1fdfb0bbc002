import { callbackify } from 'node:util';
import type { QueryResult } from 'pg';
import { WatchedClient } from './database-client.js';
import { StatementGroup, type Statement } from './statement-group.js';

/** Marks a statement whose rows no one needs and whose error may come with the next one: it is sent with that. */
export const WITH_NEXT = '/* sent with the next statement */';

/** Marks a statement that is all that its transaction does: it goes out without BEGIN and COMMIT, and commits by itself. */
export const WHOLE_TRANSACTION = '/* whole transaction */';

/** TypeORM's. Prepared, as they go out with others. */
const BEGIN = { name: 'begin', text: 'START TRANSACTION' };
const COMMIT = { name: 'commit', text: 'COMMIT' };
const ROLLBACK = 'ROLLBACK';

type Callback = (error: Error | null, result: QueryResult) => void;

/**
 * A pg client that spares round trips: BEGIN goes out with the first statement of its transaction, and statements marked
 * `WITH_NEXT` with the one after them, such as COMMIT. A transaction without a statement is not sent at all.
 */
export class GatheringClient extends WatchedClient {
  private held: Statement[] = [];
  /** How the statement that was a whole transaction ended it. */
  private ended: 'COMMIT' | 'ROLLBACK' | undefined;

  override query(...args: unknown[]): never {
    const [query, values] = args;
    const statement = typeof query === 'string' ? textWith(query, values) : query;
    const callback = args.at(-1);
    const answer = isStatement(statement) ? this.gather(statement) : undefined;
    if (answer === undefined) return super.query(...args);
    if (typeof callback !== 'function') return answer as never;
    callbackify(() => answer)(callback as Callback);
    return undefined as never;
  }

  /** Undefined: nothing is held, and the statement goes out as it is. */
  private gather(statement: Statement): Promise<QueryResult> | undefined {
    const { text } = statement;
    if (this.ended !== undefined && text !== BEGIN.text) return this.afterEnd(text);
    this.ended = undefined;
    if (text === BEGIN.text || text.startsWith(WITH_NEXT)) {
      this.held.push(text === BEGIN.text ? BEGIN : statement);
      return Promise.resolve(resultOf('START'));
    }
    const hasNotBegun = this.held[0] === BEGIN;
    const isEmpty = hasNotBegun && this.held.length === 1;
    if (text === ROLLBACK || (text === COMMIT.text && isEmpty)) {
      this.held = [];
      return hasNotBegun ? Promise.resolve(resultOf(text)) : undefined;
    }
    if (text.startsWith(WHOLE_TRANSACTION) && isEmpty) return this.runWhole(statement);
    if (text === COMMIT.text) return this.commit();
    return this.held.length === 0 ? undefined : this.sendHeld(statement);
  }

  private async runWhole(statement: Statement): Promise<QueryResult> {
    this.held = [];
    this.ended = 'ROLLBACK';
    const result = await this.send(statement);
    this.ended = 'COMMIT';
    return result;
  }

  /** Answers the end that already came. Anything else is a mistake, because it would run outside of the transaction. */
  private async afterEnd(text: string): Promise<QueryResult> {
    const { ended } = this;
    this.ended = undefined;
    if (text !== ended) throw new AlreadyEnded(text, ended);
    return resultOf(text);
  }

  private async commit(): Promise<QueryResult> {
    const result = this.held.length === 0 ? await this.send(COMMIT) : await this.sendHeld(COMMIT);
    if (result.command !== COMMIT.text) throw new NotCommitted(result.command);
    return result;
  }

  /** Texts without values may be several statements, which one prepared statement cannot be. */
  private async sendHeld(statement: Statement): Promise<QueryResult> {
    const held = this.held;
    this.held = [];
    const isOne = statement === COMMIT || (statement.values?.length ?? 0) > 0;
    if (isOne) return this.send(new StatementGroup([...held, statement]));
    await this.send(held.length === 1 && held[0] !== undefined ? held[0] : new StatementGroup(held));
    return this.send(statement);
  }

  private send(query: Statement | StatementGroup): Promise<QueryResult> {
    return new Promise((resolve, reject) => {
      super.query(query, (error: Error | null, result: QueryResult) => {
        if (error) reject(error);
        else resolve(result);
      });
    });
  }
}

/** COMMIT of a transaction in which a statement failed succeeds, and says ROLLBACK. */
export class NotCommitted extends Error {
  constructor(command: string) {
    super(`COMMIT answered ${command}: an earlier statement of the transaction failed, and nothing was written.`);
    this.name = 'NotCommitted';
  }
}

/** A programming error, never caused by input. */
export class AlreadyEnded extends Error {
  constructor(text: string, ended: string | undefined) {
    super(`The transaction was one statement and has ended with ${ended}: it takes no ${text.slice(0, 40)}.`);
    this.name = 'AlreadyEnded';
  }
}

function isStatement(query: unknown): query is Statement {
  return typeof query === 'object' && query !== null && 'text' in query && typeof query.text === 'string';
}

function textWith(text: string, values: unknown): Statement {
  return Array.isArray(values) ? { text, values } : { text };
}

function resultOf(command: string): QueryResult {
  return { command, rowCount: null, oid: 0, fields: [], rows: [] };
}
