import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

const ROOT = new URL('../../', import.meta.url);

interface Lock {
  readonly packages: Readonly<
    Record<string, { version?: string; engines?: { node?: string }; dependencies?: object; devDependencies?: object }>
  >;
}

/** Whether a range such as `^20.19.0 || >=22.12.0` takes some version 20. */
function takesNode20(range: string): boolean {
  return range.split('||').some((part) => {
    const lowest = /(\d+)/.exec(part)?.[1];
    const isOpen = part.includes('>');
    return part.trim() === '*' || (lowest !== undefined && (isOpen ? Number(lowest) <= 20 : Number(lowest) === 20));
  });
}

it('every direct dependency supports Node 20, so `npm ci` prints no warning', () => {
  const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', ROOT), 'utf8')) as Lock;
  const own = ['', 'client'].flatMap((place) => {
    const { dependencies = {}, devDependencies = {} } = packages[place] ?? {};
    return Object.keys({ ...dependencies, ...devDependencies });
  });
  expect(own.length).toBeGreaterThan(50);
  const wrong = own.filter((name) => {
    const range = packages[`node_modules/${name}`]?.engines?.node;
    return range !== undefined && !takesNode20(range);
  });
  expect(wrong).toEqual([]);
});
