import type { DatabaseOptions } from './database.js';
import type { Stage } from './stage.js';

/** What a scenario needs beside the installation, such as a name server, from before the servers start. */
export interface Surroundings {
  /** Of every server. */
  readonly environment: Readonly<Record<string, string>>;
  readonly close?: () => Promise<void>;
}

/** Something that goes wrong again and again while people work. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly processes: number;
  /** Left out: a single PostgreSQL. */
  readonly database?: DatabaseOptions;
  /** Writers and sockets come by a balancer, which leads them to processes that answer. Left out: each has its own process. */
  readonly isBalanced?: boolean;
  readonly surround?: () => Promise<Surroundings>;
  readonly run: (stage: Stage) => Promise<void>;
}
