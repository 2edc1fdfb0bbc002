import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const CONFIG = new URL('../.dependency-cruiser.mjs', import.meta.url).href;
const MAX_LINES = 400;
/** A file of so few lines that only one other imports is part of that one, unless its role gives it a file of its own. */
const MAX_FRAGMENT_LINES = 25;
/** By path: why a fragment may stand alone. */
const OWN_FILES: readonly (readonly [RegExp, string])[] = [
  [/\.module\.ts$/, 'Nest composes modules.'],
  [/\.entity\.ts$/, 'Migrations find entities by the names of their files.'],
  [/(\.policy|-access)\.ts$/, 'The walls let other folders import these and nothing else.'],
  [/\.(dto|answers)\.ts$/, 'Input and output have a file each.'],
  [/\.pipe\.ts$/, 'Nest has a role for it, beside guards and filters.'],
  [/\.format\.ts$/, 'A new format is one file.'],
  [/^web\/src\/\w+\/(feature|routes|pushes)\.ts$/, 'Every feature of the dashboard has these: see web/README.md.'],
  [/^web\/src\/i18n\/german\//, 'Every feature of the dashboard has its texts.'],
  [
    /^web\/src\/.*\.tsx$/,
    'A component has a file of its own, so that routes can load it late and changes appear at once.',
  ],
  [/^web\/src\/shell\/notes-area\.ts$/, 'A chunk of its own, loaded late.'],
  [/^web\/src\/api\/facts\.ts$/, 'What the server puts into its page is read in `api`, as all of its answers are.'],
  [/^client\/src\/connect\.ts$/, 'A public function; the index only exports.'],
];
/** It names what it looks for. */
const SELF = 'test/architecture.spec.ts';

interface Walls {
  default: { forbidden: IFlattenedRuleSet['forbidden']; options: ICruiseOptions };
  MAY_KNOW: Record<string, readonly string[]>;
  WEBHOOK_ROOMS: Record<string, readonly string[]>;
  TABLES: Record<string, string>;
  TABLE_ROOMS: Record<string, string>;
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

/** A prefix test, a slice or a regular expression over a variable that holds the name of an event. */
const NAME_TAKEN_APART =
  /\b(type|eventType|event_type)\b[)?]*\.(startsWith|endsWith|split|match|matchAll|search|slice|substring|indexOf|replace)\(|\.(test|exec)\((\w+\.)*(type|eventType|event_type)\)/;

/** A literal that is part of an event name of the desk: `'ticket.'`, `'ticket.%'`, `/^(ticket|comment)/`, `ticket.${verb}`. */
function namePart(): RegExp {
  const definitions = sources.filter(({ path }) => path.startsWith('src/events/catalogue/')).map(({ text }) => text);
  const nouns = new Set(
    definitions.flatMap((text) => [...text.matchAll(/type: ['`]([a-z_]+)\./g)].map(([, noun]) => noun)),
  );
  const noun = `(${[...nouns].join('|')})`;
  return new RegExp(`['"\`]${noun}\\.(%|['"\`]|\\$\\{)|[/'"]\\^\\(?(\\?:)?${noun}(\\||\\\\?\\.|['")])`);
}

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
    // Reads every file: half a minute and more on a machine that runs other things.
  }, 180_000);

  it('are checked over all of the server', () => {
    expect(result.summary.totalCruised).toBeGreaterThan(server.length);
    expect(result.summary.totalDependenciesCruised).toBeGreaterThan(server.length);
  });

  it('allow no forbidden import and no circle', () => {
    expect(result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  });

  it('cover every folder', () => {
    const folders = readdirSync(`${ROOT}src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => !(name in walls.MAY_KNOW))).toEqual([]);
  });

  it('cover every room of webhooks, and let no room import one above it', () => {
    const rooms = Object.keys(walls.WEBHOOK_ROOMS);
    const entries = readdirSync(`${ROOT}src/webhooks`, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(folders.toSorted()).toEqual(rooms.toSorted());
    expect(entries.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual(['webhooks.module.ts']);
    const upwards = Object.entries(walls.WEBHOOK_ROOMS).flatMap(([room, known]) =>
      known.filter((name) => rooms.indexOf(name) >= rooms.indexOf(room)).map((name) => `${room} -> ${name}`),
    );
    expect(upwards).toEqual([]);
  });

  it('grant the rooms of webhooks no unused import', () => {
    const room = (path: string) => /^src\/webhooks\/(\w+)\//.exec(path)?.[1];
    const used = new Set(
      result.modules.flatMap(({ source, dependencies }) =>
        dependencies.map(({ resolved }) => `${room(source) ?? ''} -> ${room(resolved) ?? ''}`),
      ),
    );
    const granted = Object.entries(walls.WEBHOOK_ROOMS).flatMap(([name, known]) =>
      known.map((other) => `${name} -> ${other}`),
    );
    expect(granted.filter((edge) => !used.has(edge))).toEqual([]);
  });
});

describe('the sources', () => {
  it('read the environment in one place only', () => {
    expect(found(server, /process\.env/).filter((place) => !place.startsWith('src/common/config.ts:'))).toEqual([]);
  });

  it('never use forwardRef', () => {
    expect(found(server, /\bforwardRef\b/)).toEqual([]);
  });

  it(`have no file above ${MAX_LINES} lines`, () => {
    expect(sources.filter(({ text }) => text.split('\n').length - 1 > MAX_LINES).map(({ path }) => path)).toEqual([]);
  });

  it(`have no fragment of up to ${MAX_FRAGMENT_LINES} lines that one file imports`, () => {
    const fragments = fragmentsOf(sources).filter((path) => !OWN_FILES.some(([pattern]) => pattern.test(path)));
    expect(fragments).toEqual([]);
  });

  it('are reported when they have a fragment', () => {
    const fragment = { path: 'src/a/b.ts', text: 'export const b = 1;\n' };
    const importer = (path: string) => ({ path, text: "import { b } from '../../src/a/b.js';\n" });
    expect(fragmentsOf([fragment, importer('src/c/d.ts')])).toEqual(['src/a/b.ts']);
    // A test is no importer: it would keep every fragment alive.
    expect(fragmentsOf([fragment, importer('src/c/d.ts'), importer('test/c/d.spec.ts')])).toEqual(['src/a/b.ts']);
    expect(fragmentsOf([fragment, importer('src/c/d.ts'), importer('scripts/c/d.ts')])).toEqual([]);
    expect(fragmentsOf([{ ...fragment, text: '\n'.repeat(26) }, importer('src/c/d.ts')])).toEqual([]);
  });

  it('name limits MAX_*', () => {
    expect(found(sources, /\bMOST_[A-Z_]+\b/)).toEqual([]);
  });

  it('parse event names only in the catalogue and in users’ patterns', () => {
    const code = sources.filter(({ path }) => /^(src|client\/src|web\/src)\//.test(path));
    const places = [...found(code, NAME_TAKEN_APART), ...found(code, namePart())].filter(
      (place) => !place.startsWith('src/events/catalogue/'),
    );
    expect(places.map((place) => place.split(':')[0])).toEqual([
      'src/events/event-patterns.ts',
      'src/events/pattern-warnings.ts',
      // Shows the groups of each category; decides nothing.
      'web/src/admin/discord-form.tsx',
    ]);
  });

  it('are reported when they parse an event name', () => {
    const seen = (text: string) => found([{ path: 'a.ts', text }], NAME_TAKEN_APART).length > 0;
    const seenPart = (text: string) => found([{ path: 'a.ts', text }], namePart()).length > 0;
    for (const text of [
      "event.type.startsWith('x')",
      '/^a/.test(event.type)',
      'type.slice(0, 6)',
      'RE.exec(eventType)',
    ]) {
      expect([text, seen(text)]).toEqual([text, true]);
    }
    for (const text of [
      "has('ticket.')",
      '/^(ticket|comment)\\./',
      "type LIKE 'comment.%'",
      "~ '^kb_article'",
      '`user.${verb}`',
    ]) {
      expect([text, seenPart(text)]).toEqual([text, true]);
    }
    for (const text of ["'ticket.created'", "['ticket.*']", "orderBy('ticket.id')", 'contentType.startsWith(x)']) {
      expect([text, seen(text), seenPart(text)]).toEqual([text, false, false]);
    }
  });

  it('contain no TODO', () => {
    expect(found(sources, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });

  it('contain no test that is skipped or runs alone', () => {
    // What a machine cannot run is told by a condition in view: `hasContainers ? it : it.skip`.
    const tests = sources.filter(({ path }) => /^(client\/)?test\//.test(path));
    expect(
      found(tests, /(?<!\? \w+ : )\b(it|test|describe)\.(skip|only|todo)\b|\b(xit|fit|xdescribe|fdescribe)\(/),
    ).toEqual([]);
  });
});

describe('SQL keeps the walls between modules', () => {
  let walls: Walls;
  const uses = (files: readonly Source[]) => tableUses(files, Object.keys(walls.TABLES));

  beforeAll(async () => {
    walls = (await import(CONFIG)) as Walls;
  });

  it('with one table that names the owning folder of every table', () => {
    const migrations = sources
      .filter(({ path }) => path.startsWith('migrations/'))
      .map(({ text }) => text.split('async down')[0] ?? '');
    const named = (pattern: RegExp) =>
      migrations.flatMap((text) => [...text.matchAll(pattern)].map(([, table = '']) => table));
    const dropped = new Set(named(/DROP TABLE (?:IF EXISTS )?(\w+)/g));
    const made = named(/CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?(\w+)(?! PARTITION OF)\b/g);
    // What had the name before is a view by now.
    made.push(...named(/ALTER TABLE \w+ RENAME TO (\w+)/g));
    const kept = made.filter((table) => !dropped.has(table) && !table.endsWith('_default'));
    expect(Object.keys(walls.TABLES).toSorted()).toEqual([...new Set(kept)].toSorted());
    expect(Object.values(walls.TABLES).filter((folder) => !(folder in walls.MAY_KNOW))).toEqual([]);
  });

  it('so that no folder writes a table of another', () => {
    const strangers = uses(server).filter(({ isWrite, table, folder }) => isWrite && walls.TABLES[table] !== folder);
    expect(strangers.map(({ place }) => place)).toEqual([]);
  });

  it('so that no room of webhooks writes a table of another room', () => {
    const kept = uses(server).filter(({ isWrite, table }) => isWrite && table in walls.TABLE_ROOMS);
    expect(new Set(kept.map(({ table }) => table))).toEqual(new Set(Object.keys(walls.TABLE_ROOMS)));
    const strangers = kept.filter(
      ({ table, place }) => !place.startsWith(`src/webhooks/${walls.TABLE_ROOMS[table] ?? ''}/`),
    );
    expect(strangers.map(({ place }) => place)).toEqual([]);
  });

  it('so that no folder reads a table that it may not know', () => {
    const strangers = uses(server).filter(({ table, folder }) => {
      const owner = walls.TABLES[table] ?? '';
      const known = [folder, ...(walls.MAY_KNOW[folder] ?? [])];
      return !known.some((name) => name === owner || name.startsWith(`${owner}/`));
    });
    expect(strangers.map(({ place }) => place)).toEqual([]);
  });

  it('and a foreign table would be reported', () => {
    const seen = (text: string) =>
      uses([{ path: 'src/users/a.ts', text }]).map(({ table, isWrite }) => [table, isWrite]);
    expect(seen('SELECT 1 FROM tickets t JOIN comments c ON true')).toEqual([
      ['tickets', false],
      ['comments', false],
    ]);
    expect(seen('SELECT 1 FROM query, kb_articles a')).toEqual([['kb_articles', false]]);
    expect(seen('INSERT INTO event_bodies (id)')).toEqual([['event_bodies', true]]);
    expect(seen('UPDATE ONLY sessions SET x = 1')).toEqual([['sessions', true]]);
    expect(seen('DELETE\n FROM api_keys')).toEqual([['api_keys', true]]);
    expect(seen('TRUNCATE bins')).toEqual([['bins', true]]);
    expect(seen('SELECT 1 FROM users FOR UPDATE')).toEqual([['users', false]]);
  });
});

/** The recorder sees whole entities in transactions only; a write past it would change the desk in silence. */
describe('tracked entities are written only with save() and remove()', () => {
  const tracked = trackedEntities();
  const names = tracked.map(({ name }) => name).join('|');
  const tables = tracked.map(({ table }) => table).join('|');

  it('and are the entities that the recorder compares', () => {
    expect(tracked.map(({ name }) => name)).toEqual(expect.arrayContaining(['Ticket', 'Comment', 'User']));
    expect(tracked.filter(({ table }) => table === undefined)).toEqual([]);
  });

  it('never with criteria', () => {
    const methods = 'insert|update|upsert|delete|softDelete|restore|increment|decrement|into';
    expect(found(server, new RegExp(`\\.((${methods})|delete\\(\\)\\s*\\.from)\\(\\s*(${names})\\s*[,)]`))).toEqual([]);
  });

  it('never with a repository, whose criteria writes name no entity', () => {
    expect(found(server, new RegExp(`(getRepository\\(|InjectRepository\\(|Repository<)\\s*(${names})\\b`))).toEqual(
      [],
    );
  });

  it('never with SQL', () => {
    const write = new RegExp(`(INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|TRUNCATE)\\s+(${tables})\\b`);
    expect(found(server, write)).toEqual([]);
  });
});

/** They work before any module does: on a database that is not migrated yet, or on the partitions of all tables alike. */
const BEFORE_THE_MODULES = ['src/database/former-schemas.ts', 'src/database/partitions.ts'];

interface TableUse {
  readonly folder: string;
  readonly table: string;
  readonly isWrite: boolean;
  /** For the failure of a test. */
  readonly place: string;
}

/** Every place where a statement names a table. The files directly in `src/` compose everything and may use any. */
function tableUses(files: readonly Source[], tables: readonly string[]): TableUse[] {
  const table = `"?(${tables.join('|')})"?(?![\\w.])`;
  const statement = new RegExp(
    `\\b(INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|TRUNCATE(?:\\s+TABLE)?|MERGE\\s+INTO|FROM|JOIN|USING|LOCK\\s+TABLE)\\s+(?:ONLY\\s+)?${table}|\\bFROM\\s+[\\w ]+,\\s*${table}`,
    'g',
  );
  return files.flatMap(({ path, text }) => {
    const [, folder] = /^src\/(\w+)\//.exec(path) ?? [];
    if (folder === undefined || BEFORE_THE_MODULES.includes(path)) return [];
    return [...text.matchAll(statement)].map((match) => {
      const [, verb = '', first, second] = match;
      const line = text.slice(0, match.index).split('\n').length;
      const isWrite = /^(INSERT|UPDATE|DELETE|TRUNCATE|MERGE)/.test(verb);
      return { folder, table: first ?? second ?? '', isWrite, place: `${path}:${line}: ${match[0]}` };
    });
  });
}

function trackedEntities(): { name: string; table: string | undefined }[] {
  const catalogue = server.filter(({ path }) => path.startsWith('src/events/catalogue/'));
  const names = catalogue.flatMap(({ text }) => [...text.matchAll(/\bentity: (\w+),\s+compared:/g)]);
  return names.map(([, name = '']) => {
    const entity = server.find(({ text }) => new RegExp(`export class ${name} `).test(text))?.text ?? '';
    return { name, table: /@Entity\('(\w+)'/.exec(entity)?.[1] };
  });
}

/** Small files of the products that one other file imports. */
function fragmentsOf(files: readonly Source[]): string[] {
  const importers = new Map<string, Set<string>>();
  for (const { path, text } of files.filter((file) => !/^(client\/)?test\//.test(file.path))) {
    for (const [, specifier = ''] of text.matchAll(/\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)\.js['"]/g)) {
      const target = posix.join(posix.dirname(path), specifier);
      importers.set(target, (importers.get(target) ?? new Set()).add(path));
    }
  }
  const small = files.filter(
    ({ path, text }) => /^(src|client\/src|web\/src)\//.test(path) && text.split('\n').length - 1 <= MAX_FRAGMENT_LINES,
  );
  return small.flatMap(({ path }) => (importers.get(path.replace(/\.tsx?$/, ''))?.size === 1 ? [path] : []));
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
