import { existsSync, readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from '@jest/globals';
import { siteLink } from '../../site/.vitepress/pages.mjs';
import { pages, ROOT } from './blocks.js';

const markdown = new MarkdownIt({ html: true });

interface Headed {
  readonly anchors: ReadonlySet<string>;
  /** With the line of the paragraph that it stands in. */
  readonly links: readonly { readonly href: string; readonly line: number }[];
}

const read = new Map(pages().map((page) => [page, headed(readFileSync(ROOT + page, 'utf8'))]));

function headed(text: string): Headed {
  const tokens = markdown.parse(text, {});
  const headings = tokens.filter((_, index) => tokens[index - 1]?.type === 'heading_open');
  const links = tokens.flatMap(({ children, map }) =>
    (children ?? [])
      .filter(({ type }) => type === 'link_open')
      .map((token) => ({ href: token.attrGet('href') ?? '', line: (map?.[0] ?? 0) + 1 })),
  );
  return { anchors: new Set(headings.map(({ content }) => slugOf(content))), links };
}

/** As code hosts make it. */
function slugOf(heading: string): string {
  const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)|`/g, '$1').toLowerCase();
  return plain.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-');
}

/** Undefined: it leads where it says. */
function faultOf(page: string, href: string): string | undefined {
  if (/^(https?|mailto):/.test(href)) return undefined;
  const target = new URL(href, `file:///${page}`);
  const path = decodeURI(target.pathname).slice(1);
  if (!existsSync(ROOT + path)) return `there is no ${path}`;
  const anchor = decodeURIComponent(target.hash.slice(1));
  const anchors = read.get(path)?.anchors;
  return anchor === '' || anchors?.has(anchor) === true ? undefined : `${path} has no heading #${anchor}`;
}

describe('the links of the pages', () => {
  it.each([...read.keys()])('of %s lead to existing files and headings', (page) => {
    const faults = (read.get(page)?.links ?? []).flatMap(({ href, line }) => {
      const fault = faultOf(page, href);
      return fault === undefined ? [] : [`${page}:${line}: ${href}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });

  it('lead to the same pages on the site', () => {
    expect(siteLink('README.md', 'docs/limits.md#sign-in')).toBe('/limits#sign-in');
    expect(siteLink('docs/front-end.md', '../client/README.md')).toBe('/client');
    expect(siteLink('docs/decisions/006-fastify.md', '../../README.md#sockets')).toBe('/#sockets');
    expect(siteLink('README.md', 'LICENSE')).toBeUndefined();
  });

  it('are reported when their target is missing', () => {
    expect(faultOf('README.md', 'docs/nothing.md')).toBe('there is no docs/nothing.md');
    expect(faultOf('README.md', 'docs/limits.md#nothing')).toBe('docs/limits.md has no heading #nothing');
    expect(faultOf('docs/limits.md', '../README.md')).toBeUndefined();
  });
});

describe('the decisions', () => {
  it('have a number each', () => {
    const numbers = pages().flatMap((page) => /^docs\/decisions\/(\d{3})-/.exec(page)?.[1] ?? []);
    expect(numbers.length).toBeGreaterThan(0);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
