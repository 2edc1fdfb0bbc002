import { Query, type Connection, type QueryConfig, type QueryResult, type Submittable } from 'pg';

export interface Statement {
  readonly text: string;
  readonly values?: unknown[];
  /** Of a prepared statement. */
  readonly name?: string;
}

/** What a pg client calls on the statement that it waits for; of all that is submittable. */
interface Answered extends Submittable {
  callback: (error: Error | null, result?: QueryResult) => void;
  submit: (connection: Connection) => Error | null | undefined;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
  handleEmptyQuery(connection: Connection): void;
  handleCopyInResponse(connection: Connection): void;
}

/** Names of prepared statements of a connection: parsed, and sent but not answered. */
interface PreparedNames extends Connection {
  readonly parsedStatements: Record<string, string | undefined>;
  readonly submittedNamedStatements: Record<string, string | undefined>;
}

/**
 * Statements that go out in one write and are answered together by the result of the last one.
 *
 * They end with one Sync: after an error the server skips the others, so none runs without those before it. pg's own
 * pipeline sends a Sync with each; there a statement behind a BEGIN that failed would run, and commit by itself.
 */
export class StatementGroup implements Submittable {
  /** Set by pg. */
  callback: ((error: Error | null, result?: QueryResult) => void) | undefined;
  private readonly queries: readonly Answered[];
  private answered = 0;
  private hasFailed = false;

  /** @param statements without rows, but for the last one */
  constructor(private readonly statements: readonly Statement[]) {
    this.queries = statements.map((statement, index) => {
      // A statement without values would be sent by a message of its own, which ends with a Sync.
      const query = new Query({ ...statement, queryMode: 'extended' } as QueryConfig) as unknown as Answered;
      const isLast = index === statements.length - 1;
      query.callback = (error, result) => {
        if (error) this.handleError(error);
        else if (isLast) this.callback?.(null, result);
      };
      return query;
    });
  }

  /** The last one's, for traces. */
  get text(): string {
    return this.statements.at(-1)?.text ?? '';
  }

  get texts(): string[] {
    return this.statements.map(({ text }) => text);
  }

  readonly submit = (connection: Connection): void => {
    this.keepNames(connection as PreparedNames);
    const unfinished = Object.create(connection, { sync: { value: () => undefined } }) as Connection;
    connection.stream.cork();
    try {
      for (const [index, query] of this.queries.entries()) {
        const error = query.submit(unfinished);
        if (error) this.handleError(error);
        // Values that cannot be sent: what went out before is ended by the caller, who rolls back.
        if (this.hasFailed) {
          forgetName(connection as PreparedNames, this.statements[index]?.name);
          break;
        }
      }
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
  };

  handleRowDescription(message: unknown): void {
    this.current?.handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.current?.handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: Connection): void {
    this.current?.handleCommandComplete(message, connection);
    if (this.answered < this.queries.length - 1) this.answered += 1;
  }

  handleEmptyQuery(connection: Connection): void {
    this.current?.handleEmptyQuery(connection);
  }

  handleCopyInResponse(connection: Connection): void {
    this.current?.handleCopyInResponse(connection);
  }

  handlePortalSuspended(): void {
    // No statement here is read in portions.
  }

  handleReadyForQuery(connection: Connection): void {
    if (!this.hasFailed) this.queries.at(-1)?.handleReadyForQuery(connection);
  }

  handleError(error: Error): void {
    if (this.hasFailed) return;
    this.hasFailed = true;
    this.callback?.(error);
  }

  private get current(): Answered | undefined {
    return this.queries[this.answered];
  }

  /**
   * pg notes which prepared statement the server knows by the name of the one that it waits for. A group has several:
   * those that the server has parsed are there even if a later one fails, and the others must be sent again.
   */
  private keepNames(connection: PreparedNames): void {
    const { parsedStatements: parsed, submittedNamedStatements: submitted } = connection;
    const awaited: Statement[] = [];
    for (const statement of this.statements) {
      const { name } = statement;
      const isKnown = name !== undefined && (parsed[name] !== undefined || submitted[name] !== undefined);
      if (!isKnown && (name === undefined || !awaited.some((other) => other.name === name))) awaited.push(statement);
    }
    if (awaited.every(({ name }) => name === undefined)) return;
    const onParsed = () => {
      const next = awaited.shift();
      if (next?.name === undefined) return;
      parsed[next.name] = next.text;
      delete submitted[next.name];
    };
    connection.on('parseComplete', onParsed);
    connection.prependOnceListener('readyForQuery', () => {
      connection.off('parseComplete', onParsed);
      for (const { name } of awaited) if (name !== undefined) delete submitted[name];
    });
  }
}

/** pg closes a prepared statement whose values it cannot send, and would take it for known. */
function forgetName(connection: PreparedNames, name: string | undefined): void {
  if (name === undefined) return;
  connection.prependOnceListener('readyForQuery', () => {
    delete connection.parsedStatements[name];
    delete connection.submittedNamedStatements[name];
  });
}
