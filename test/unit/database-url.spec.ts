import { describe, expect, it } from '@jest/globals';
import { databaseAddress, databaseUrlFor } from '../../src/common/database-url.js';
import { AppConfig, InvalidConfiguration } from '../../src/common/config.js';

function problemsOf(url: string): readonly string[] {
  try {
    return new AppConfig({ DATABASE_URL: url }).misspelt.map(({ name }) => name);
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
}

describe('DATABASE_URL', () => {
  it('with one host is used as it is, and any server will do', () => {
    for (const url of ['postgres://u:p@a:5432/db', 'postgresql:///db?host=/run/postgresql', '/run/postgresql db']) {
      expect(databaseAddress(url)).toEqual({ hosts: [url], mustBeWritable: false });
    }
  });

  it('with several hosts needs one that accepts writes, each with the same credentials and parameters', () => {
    expect(databaseAddress('postgres://u:p@ss@a:5432,[::1]:5433,c/db?sslmode=require')).toEqual({
      hosts: [
        'postgres://u:p@ss@a:5432/db?sslmode=require',
        'postgres://u:p@ss@[::1]:5433/db?sslmode=require',
        'postgres://u:p@ss@c/db?sslmode=require',
      ],
      mustBeWritable: true,
    });
  });

  it.each(['read-write', 'primary'])(
    'with one host and target_session_attrs=%s needs a server that accepts writes',
    (attrs) => {
      expect(databaseAddress(`postgres://a/db?target_session_attrs=${attrs}`).mustBeWritable).toBe(true);
      expect(problemsOf(`postgres://a,b/db?target_session_attrs=${attrs}`)).toEqual([]);
    },
  );

  it.each([
    ['postgres://u:secret@a:5432,b:x/db', 'host 2 of 2'],
    ['postgres://u:secret@a:5432,/db', 'host 2 of 2'],
    ['postgres://u:secret@a,b:70000,c/db', 'host 2 of 3'],
    ['postgres://u:secret@/db?host=a,b', 'parameter "host"'],
    ['postgres://u:secret@a,b/db?target_session_attrs=any', 'target_session_attrs must be read-write or primary'],
    ['postgres://u:secret@a/db?target_session_attrs=standby', 'target_session_attrs must be read-write or primary'],
  ])('%s is a problem that names what is wrong and no secret', (url, text) => {
    const problems = problemsOf(url);
    expect(problems).toEqual([expect.stringContaining(text)]);
    expect(problems.join()).not.toContain('secret');
  });

  it('can be pointed to another database of the same servers', () => {
    expect(databaseUrlFor('postgres://u:p@a,b:1/db?x=1', 'other')).toBe('postgres://u:p@a,b:1/other?x=1');
    expect(databaseUrlFor('postgres://u:p@a', 'other')).toBe('postgres://u:p@a/other');
  });
});
