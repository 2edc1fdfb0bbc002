import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/** Certificates that this machine trusts beside Node's own, as behind a company's proxy. */
const OWN_AUTHORITIES = process.env['NODE_EXTRA_CA_CERTS'];
const AUTHORITIES_INSIDE = '/etc/own-authorities.pem';

function mountFile(from, to) {
  return [`touch "$0${to}"`, `mount --bind '${from}' "$0${to}"`];
}

/** In a namespace of mounts of its own, so that nothing stays mounted. */
export function rootCommand({ root, folder, user, environment }, command) {
  const mounts = [
    'mount -t proc proc "$0/proc"',
    'mount --bind /dev "$0/dev"',
    ...mountFile('/etc/resolv.conf', '/etc/resolv.conf'),
    ...(OWN_AUTHORITIES === undefined ? [] : mountFile(OWN_AUTHORITIES, AUTHORITIES_INSIDE)),
  ].join(' && ');
  const home = user === 'node' ? '/home/node' : '/root';
  const variables = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin', HOME: home, ...registry(), ...environment };
  const inside = [
    'env',
    '-i',
    ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    'sh',
    '-c',
    'cd "$0" && exec "$@"',
    folder,
  ];
  return [
    'unshare',
    [
      '--mount',
      'sh',
      '-c',
      `${mounts} && exec chroot --userspec=${user}:${user} "$0" "$@"`,
      root,
      ...inside,
      ...command,
    ],
  ];
}

/** Wherever this machine gets its packages from. */
function registry() {
  return {
    npm_config_registry: output('npm', ['config', 'get', 'registry']).trim(),
    ...(OWN_AUTHORITIES !== undefined && { NODE_EXTRA_CA_CERTS: AUTHORITIES_INSIDE }),
  };
}

export function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: REPOSITORY, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.slice(0, 3).join(' ')} … ended with ${status}.`);
}

export function output(command, args) {
  const { status, stdout, error } = spawnSync(command, args, {
    cwd: REPOSITORY,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 50_000_000,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ended with ${status}.`);
  return stdout;
}
