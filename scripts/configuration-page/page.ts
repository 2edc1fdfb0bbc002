import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { AppConfig } from '../../src/common/config.js';
import { Environment, type VariableRead } from '../../src/common/environment.js';
import { VARIABLES, type VariableDescription } from '../../src/common/variables.js';

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;
/** Enough that everything is read: some variables mean something only beside others. */
const BESIDE = { S3_BUCKET: 'files' };
const PRODUCTION = { NODE_ENV: 'production' };

const HEAD = `# Configuration

<!-- Made by \`npm run docs:configuration\` from src/common: change it there. -->

Every environment variable. They are checked once at start: every problem is listed, and the process exits with 1. \`npm run doctor\`
checks a whole configuration without starting anything.

- A duration is a whole number with \`ms\`, \`s\`, \`m\`, \`h\` or \`d\`, such as \`90s\`. A flag is \`true\`, \`1\`, \`yes\` or \`on\`; \`false\`, \`0\`,
  \`no\` or \`off\`.
- Items of a comma list may have spaces around them.
- A variable set to the empty string is set to "none". It does not get its default.
- What is marked as secret is shown in no log and no message.
`;

const TABLE_HEAD = '| name | type | default | meaning |\n| --- | --- | --- | --- |\n';

/** By name, how the code reads every variable. */
export function readsOf(variables: Readonly<Record<string, string>>): ReadonlyMap<string, VariableRead> {
  const environment = new Environment({ ...BESIDE, ...variables });
  void new AppConfig(environment);
  return environment.reads;
}

export const CONFIGURATION_PAGE = fileURLToPath(new URL('../../docs/configuration.md', import.meta.url));

/** The page as it must be. */
export async function configurationPage(): Promise<string> {
  const reads = readsOf({});
  const inProduction = readsOf(PRODUCTION);
  let text = HEAD;
  let current = '';
  for (const [name, description] of VARIABLES) {
    if (description.section !== current) text += headOf(description);
    current = description.section;
    text += row(name, description, { read: reads.get(name), production: inProduction.get(name) });
  }
  const options = await resolveConfig(CONFIGURATION_PAGE);
  return format(text, { ...options, parser: 'markdown' });
}

interface Reads {
  readonly read: VariableRead | undefined;
  readonly production: VariableRead | undefined;
}

function row(name: string, description: VariableDescription, reads: Reads): string {
  const secret = description.isSecret === true ? ' Secret.' : '';
  const more = description.page === undefined ? '' : ` See ${linkTo(description.page)}.`;
  const cells = [
    `\`${name}\``,
    typeOf(description, reads.read),
    description.fallback ?? fallbackOf(reads),
    `${description.meaning}${secret}${more}`,
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function typeOf({ type }: VariableDescription, read: VariableRead | undefined): string {
  if (type !== undefined) return type;
  const { kind = 'text', range, choices = [] } = read ?? {};
  if (kind === 'choice') return choices.map((choice) => `\`${choice}\``).join(', ');
  if (kind === 'integer' && range !== undefined) return `whole number, ${grouped(range.min)} to ${grouped(range.max)}`;
  if (kind === 'duration' && range !== undefined) return `duration, ${lasting(range.min)} to ${lasting(range.max)}`;
  if (kind === 'durations') return 'comma list of durations';
  return kind === 'list' ? 'comma list' : kind;
}

function fallbackOf({ read, production }: Reads): string {
  const usual = shown(read?.fallback);
  const other = shown(production?.fallback);
  return usual === other ? usual : `${usual}; in production ${other}`;
}

function shown(fallback: string | undefined): string {
  return fallback === undefined || fallback === '' ? 'unset' : `\`${fallback}\``;
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

function lasting(milliseconds: number): string {
  const [unit, size] = UNITS.find(([, ms]) => milliseconds >= ms && milliseconds % ms === 0) ?? ['ms', 1];
  return `\`${milliseconds / size}${unit}\``;
}

function headOf({ section, sectionPage }: VariableDescription): string {
  const more = sectionPage === undefined ? '' : `More in ${linkTo(sectionPage)}.\n\n`;
  return `\n## ${section}\n\n${more}${TABLE_HEAD}`;
}

function linkTo(page: string): string {
  return `[${basename(page.replace(/#.*/, ''), '.md').toLowerCase()}](${page})`;
}
