import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { contextFilter, parseCopy, parseDockerfile } from './dockerfile.mjs';
import { output, REPOSITORY, rootCommand, run } from './roots.mjs';
import { tryImage } from './try-image.mjs';

const BASE = /^node:(\d+\.\d+\.\d+)-(\w+)-slim$/;
const NODE_USER = 1000;

/** @param {string} [folder] keeps the roots; by default they are gone afterwards, except the base, which is kept for the next time */
export async function prove(folder) {
  if (process.getuid?.() !== 0) throw new Error('Run it as root: chroot needs it.');
  const place = folder ?? mkdtempSync('/var/tmp/carillon-image-');
  mkdirSync(place, { recursive: true });
  try {
    const stages = parseDockerfile(readFileSync(join(REPOSITORY, 'Dockerfile'), 'utf8'));
    /** @type {Map<string, string>} */
    const roots = new Map();
    let image;
    for (const stage of stages) {
      image = build(stage, { place, roots });
      roots.set(stage.name, image.root);
    }
    await tryImage(image, place);
  } finally {
    if (folder === undefined) rmSync(place, { recursive: true, force: true });
  }
}

/**
 * @param {import('./dockerfile.mjs').Stage} stage
 * @param {{ place: string, roots: Map<string, string> }} built
 */
function build({ name, image, steps }, { place, roots }) {
  const root = join(place, name);
  rmSync(root, { recursive: true, force: true });
  run('cp', ['-a', baseRoot(image, place), root]);
  const state = { root, folder: '/', user: 'root', environment: {}, command: [], health: [] };
  for (const { instruction, text } of steps) {
    console.log(`== ${name}: ${instruction} ${text.slice(0, 100)}`);
    step(state, { instruction, text }, roots);
  }
  return state;
}

function step(state, { instruction, text }, roots) {
  switch (instruction) {
    case 'WORKDIR':
      state.folder = posix.resolve(state.folder, text);
      mkdirSync(state.root + state.folder, { recursive: true });
      return;
    case 'USER':
      state.user = text;
      return;
    case 'ENV':
      for (const pair of text.split(/\s+/)) {
        const [name, value] = pair.split('=');
        state.environment[name] = value;
      }
      return;
    case 'COPY':
      return copy(state, parseCopy(text), roots);
    case 'RUN':
      return inRoot(state, ['/bin/sh', '-c', text]);
    case 'CMD':
      state.command = JSON.parse(text);
      return;
    case 'HEALTHCHECK':
      state.health = JSON.parse(text.replace(/^.*?CMD /, ''));
      return;
    case 'VOLUME':
    case 'EXPOSE':
    case 'STOPSIGNAL':
      return;
    default:
      throw new Error(`deploy/prove does not know ${instruction}.`);
  }
}

function copy(state, { flags, sources, target }, roots) {
  const owner = (flags['chown'] ?? 'root:root').replaceAll('node', `${NODE_USER}`).replaceAll('root', '0');
  const isFolder = target.endsWith('/') || target === '.';
  const to = state.root + posix.resolve(state.folder, target);
  for (const source of sources) {
    const from = flags['from'] === undefined ? undefined : `${roots.get(flags['from'])}${source}`;
    if (from !== undefined) cpSync(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    else copyContext(source, isFolder ? join(to, source === '.' ? '' : posix.basename(source)) : to);
  }
  run('chown', ['-R', owner, to]);
}

/** What git knows, or would take in, of the repository; a container engine would take the same. */
function copyContext(source, to) {
  const isKept = contextFilter(readFileSync(join(REPOSITORY, '.dockerignore'), 'utf8'));
  const listed = output('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', source]);
  const files = listed.split('\0').filter((path) => path !== '' && isKept(path) && existsSync(join(REPOSITORY, path)));
  if (files.length === 0) throw new Error(`COPY ${source}: .dockerignore leaves nothing of it.`);
  for (const path of files) {
    const place = path === source ? to : join(to, source === '.' ? path : posix.relative(source, path));
    mkdirSync(dirname(place), { recursive: true });
    cpSync(join(REPOSITORY, path), place, { preserveTimestamps: true });
  }
}

/** Debian with the Node of the image where the image has it, and the npm of this machine. */
function baseRoot(image, place) {
  const [, version = '', debian = ''] = BASE.exec(image) ?? [];
  if (version === '') throw new Error(`deploy/prove cannot make ${image}.`);
  const root = join(place, `base-${version}-${debian}`);
  if (existsSync(join(root, 'usr/local/bin/npx'))) return root;
  rmSync(root, { recursive: true, force: true });
  run('debootstrap', ['--variant=minbase', debian, root]);
  const node = output('npx', ['--yes', '-p', `node@${version}`, '-c', 'node -p process.execPath']).trim();
  cpSync(node, join(root, 'usr/local/bin/node'));
  const npm = join(dirname(dirname(output('node', ['-p', 'process.execPath']).trim())), 'lib/node_modules/npm');
  cpSync(npm, join(root, 'usr/local/lib/node_modules/npm'), { recursive: true });
  for (const name of ['npm', 'npx']) {
    run('ln', ['-s', `../lib/node_modules/npm/bin/${name}-cli.js`, join(root, 'usr/local/bin', name)]);
  }
  run('chroot', [root, 'useradd', '--uid', `${NODE_USER}`, '--create-home', 'node']);
  return root;
}

function inRoot(state, command) {
  run(...rootCommand(state, command));
}
