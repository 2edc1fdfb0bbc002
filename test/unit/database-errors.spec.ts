import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { databaseProblem } from '../../src/common/database-errors.js';

const withFields = (message: string, fields: object) => Object.assign(new Error(message), fields);
const postgres = (code: string) => withFields('from the server', { code, severity: 'FATAL' });

describe('a database error', () => {
  it.each([
    ['database_unavailable', postgres('57P01')],
    ['database_unavailable', postgres('57P03')],
    ['database_unavailable', postgres('08006')],
    ['database_unavailable', postgres('25006')],
    ['database_unavailable', postgres('55000')],
    ['database_unavailable', postgres('40001')],
    ['database_unavailable', postgres('53100')],
    ['database_busy', postgres('53300')],
    ['query_timeout', postgres('57014')],
    ['query_timeout', postgres('55P03')],
    ['database_busy', new Error('timeout exceeded when trying to connect')],
    ['database_unavailable', new Error('Connection terminated unexpectedly')],
    ['database_unavailable', new Error('Client was closed and is not queryable')],
    ['database_unavailable', withFields('connect', { code: 'ECONNREFUSED', syscall: 'connect' })],
    ['database_unavailable', withFields('read', { code: 'ECONNRESET', syscall: 'read' })],
    ['database_unavailable', withFields('lookup', { code: 'EAI_AGAIN', syscall: 'getaddrinfo' })],
    ['database_unavailable', Object.assign(new AggregateError([new Error('::1')]), { code: 'ECONNREFUSED' })],
    ['database_unavailable', withFields('released', { name: 'QueryRunnerProviderAlreadyReleasedError' })],
    ['database_unavailable', withFields('not started', { name: 'TransactionNotStartedError' })],
  ])('maps to %s with a retry time, wrapped or not: %s', (code, error) => {
    for (const one of [error, new QueryFailedError('SELECT 1', [], error), new Error('outer', { cause: error })]) {
      const problem = databaseProblem(one);
      expect([problem?.status, problem?.code]).toEqual([503, code]);
      expect(Number(problem?.extra.headers?.['retry-after'])).toBeGreaterThan(0);
    }
  });

  it.each([
    ['of the data', postgres('23505')],
    ['of the installation', postgres('42P01')],
    ['of a file', withFields('no space', { code: 'ENOSPC', syscall: 'write' })],
    ['of the code', new TypeError('x is not a function')],
    ['that is none', 'a text'],
  ])('is not recognised %s', (_what, error) => {
    expect(databaseProblem(error)).toBeUndefined();
  });
});
