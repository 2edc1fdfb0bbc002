import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const CONFIG = new URL('../.dependency-cruiser.mjs', import.meta.url).href;
const MAX_LINES = 400;
/** It names what it looks for. */
const SELF = 'test/architecture.spec.ts';

interface Walls {
  default: { forbidden: IFlattenedRuleSet['forbidden']; options: ICruiseOptions };
  MAY_KNOW: Record<string, readonly string[]>;
}

interface Source {
  readonly path: string;
  readonly text: string;
}

/** As long as the routes are many; nobody reads it. */
const GENERATED = 'client/src/api-types.ts';

const FOLDERS = [
  'src',
  'migrations',
  'test',
  'scripts',
  'bench',
  'chaos',
  'client/src',
  'client/test',
  'client/scripts',
  'web/src',
  'web/scripts',
];
const sources = FOLDERS.flatMap(readSources).filter(({ path }) => path !== SELF && path !== GENERATED);
const server = sources.filter(({ path }) => path.startsWith('src/'));

describe('the walls between modules', () => {
  let walls: Walls;
  let result: ICruiseResult;

  beforeAll(async () => {
    walls = (await import(CONFIG)) as Walls;
    const { forbidden, options } = walls.default;
    const { output } = await cruise(
      ['src', 'migrations', 'client/src', 'web/src'],
      { ...options, baseDir: ROOT, validate: true, ruleSet: { forbidden } },
      // As the dashboard's build does.
      { alias: { '@carillon/client': `${ROOT}client/src/index.ts` } },
    );
    if (typeof output === 'string') throw new Error(`expected a result, got ${output}`);
    result = output;
  });

  it('are looked at as a whole', () => {
    expect(result.summary.totalCruised).toBeGreaterThan(server.length);
    expect(result.summary.totalDependenciesCruised).toBeGreaterThan(server.length);
  });

  it('hold: nobody knows whom he may not, and there are no circles', () => {
    expect(result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  });

  it('name every folder', () => {
    const folders = readdirSync(`${ROOT}src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => !(name in walls.MAY_KNOW))).toEqual([]);
  });
});

describe('the sources', () => {
  it('read the environment in one place', () => {
    expect(found(server, /process\.env/).filter((place) => !place.startsWith('src/common/config.ts:'))).toEqual([]);
  });

  it('break no circle of modules by forwardRef', () => {
    expect(found(server, /\bforwardRef\b/)).toEqual([]);
  });

  it(`have no file above ${MAX_LINES} lines`, () => {
    expect(sources.filter(({ text }) => text.split('\n').length - 1 > MAX_LINES).map(({ path }) => path)).toEqual([]);
  });

  it('look at parts of event names in the catalogue, and where people choose names by patterns, alone', () => {
    const places = found(server, /\btype\)?\.(startsWith|split|match|endsWith)\(|\.(test|exec)\([\w.]*\btype\)/).filter(
      (place) => !place.startsWith('src/events/catalogue/'),
    );
    expect(places.map((place) => place.split(':')[0])).toEqual(['src/events/event-patterns.ts']);
  });

  it('leave nothing for later', () => {
    expect(found(sources, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });

  it('have no test that is switched off or runs alone', () => {
    // What a machine cannot run is told by a condition in view: `hasContainers ? it : it.skip`.
    const tests = sources.filter(({ path }) => /^(client\/)?test\//.test(path));
    expect(
      found(tests, /(?<!\? \w+ : )\b(it|test|describe)\.(skip|only|todo)\b|\b(xit|fit|xdescribe|fdescribe)\(/),
    ).toEqual([]);
  });
});

/** The recorder sees whole entities in transactions only; a write past it would change the desk in silence. */
describe('tracked entities are written by save() and remove() alone', () => {
  const tracked = trackedEntities();
  const names = tracked.map(({ name }) => name).join('|');
  const tables = tracked.map(({ table }) => table).join('|');

  it('which are those that the recorder compares', () => {
    expect(tracked.map(({ name }) => name)).toEqual(expect.arrayContaining(['Ticket', 'Comment', 'User']));
    expect(tracked.filter(({ table }) => table === undefined)).toEqual([]);
  });

  it('not by criteria', () => {
    const methods = 'insert|update|upsert|delete|softDelete|restore|increment|decrement|into';
    expect(found(server, new RegExp(`\\.((${methods})|delete\\(\\)\\s*\\.from)\\(\\s*(${names})\\s*[,)]`))).toEqual([]);
  });

  it('not by a repository, whose criteria writes name no entity', () => {
    expect(found(server, new RegExp(`(getRepository\\(|InjectRepository\\(|Repository<)\\s*(${names})\\b`))).toEqual(
      [],
    );
  });

  it('not by SQL', () => {
    const write = new RegExp(`(INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|TRUNCATE)\\s+(${tables})\\b`);
    expect(found(server, write)).toEqual([]);
  });
});

function trackedEntities(): { name: string; table: string | undefined }[] {
  const compared = server.find(({ path }) => path === 'src/events/tracked-entities.ts')?.text ?? '';
  return [...compared.matchAll(/^\s+compare\((\w+),/gm)].map(([, name = '']) => {
    const entity = server.find(({ text }) => new RegExp(`export class ${name} `).test(text))?.text ?? '';
    return { name, table: /@Entity\('(\w+)'/.exec(entity)?.[1] };
  });
}

/** @returns `path:line` of every match, one per place where it begins */
function found(files: readonly Source[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map(
      (match) => `${path}:${text.slice(0, match.index).split('\n').length}: ${match[0]}`,
    ),
  );
}

function readSources(folder: string): Source[] {
  let entries;
  try {
    entries = readdirSync(`${ROOT}${folder}`, { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name))
    .map((entry) => {
      const path = `${entry.parentPath}/${entry.name}`;
      return { path: path.slice(ROOT.length), text: readFileSync(path, 'utf8') };
    });
}
