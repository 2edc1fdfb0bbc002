/**
 * The instructions of the project's Dockerfile, as far as it uses them.
 *
 * @typedef {{ name: string, image: string, steps: { instruction: string, text: string }[] }} Stage
 */

/** @param {string} text of a Dockerfile @returns {Stage[]} */
export function parseDockerfile(text) {
  const lines = text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  /** @type {Stage[]} */
  const stages = [];
  for (const line of lines.filter((one) => one.trim() !== '')) {
    const [, instruction = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (instruction === 'FROM') {
      const [, image = '', name = ''] = /^(\S+) AS (\S+)$/.exec(rest) ?? [];
      stages.push({ name, image, steps: [] });
    } else if (instruction === '' || stages.length === 0) throw new Error(`Dockerfile: not understood: ${line}`);
    else stages.at(-1)?.steps.push({ instruction, text: rest });
  }
  return stages;
}

/** @param {string} text of a COPY @returns {{ flags: Record<string, string>, sources: string[], target: string }} */
export function parseCopy(text) {
  const words = text.split(/\s+/);
  const flags = Object.fromEntries(
    words.filter((word) => word.startsWith('--')).map((word) => word.slice(2).split('=')),
  );
  const paths = words.filter((word) => !word.startsWith('--'));
  return { flags, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
}

/**
 * Whether a path of the repository is part of the context.
 *
 * @param {string} rules text of a .dockerignore: `*`, then `!name` of what lies in the root, then patterns to leave out
 * @returns {(path: string) => boolean}
 */
export function contextFilter(rules) {
  const lines = rules.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [first, ...rest] = lines;
  if (first !== '*') throw new Error('.dockerignore must begin with *: what is new stays out until it is named.');
  const kept = new Set(rest.filter((line) => line.startsWith('!')).map((line) => line.slice(1)));
  const left = rest
    .filter((line) => !line.startsWith('!'))
    .map((line) => {
      const pattern = line
        .replace(/^\*\*\//, '')
        .replaceAll('.', '\\.')
        .replaceAll('*', '[^/]*');
      return new RegExp(`(^|/)${pattern}(/|$)`);
    });
  return (path) => kept.has(path.split('/')[0] ?? '') && !left.some((pattern) => pattern.test(path));
}
