import { defineConfig } from 'vitepress';
import { isOfRepository, ROOT, rewrites, sidebar, siteLink } from './pages.mjs';

const pages = rewrites();
const BELL =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#7c3aed" d="M16 3a9 9 0 0 0-9 9v7l-3 5h24l-3-5v-7a9 9 0 0 0-9-9zm-4 23a4 4 0 0 0 8 0z"/></svg>';

/** The site of the documentation: the pages of the repository as they lie, under `/docs/` of the server. */
export default defineConfig({
  title: 'Carillon',
  description: 'A notification server for a support desk: inbox, sockets and webhooks.',
  base: '/docs/',
  lang: 'en',
  srcDir: ROOT,
  srcExclude: [
    '{bench,chaos,dist,migrations,node_modules,scripts,site,src,test,.*}/**',
    '{client,web}/{dist,node_modules}/**',
  ],
  outDir: `${ROOT}site/dist`,
  cacheDir: `${ROOT}node_modules/.cache/vitepress`,
  rewrites: (path) => pages[path] ?? path,
  cleanUrls: true,
  metaChunk: true,
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(BELL)}` }]],
  // The same pages are read in the repository and in the package: their links are of there.
  markdown: {
    // The usual themes fall short of the contrast that WCAG AA asks for.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: followRepositoryLinks,
  },
  vite: { logLevel: 'warn' },
  themeConfig: {
    sidebar: sidebar(),
    nav: [{ text: 'API', link: '/api/docs', target: '_self' }],
    outline: [2, 3],
    search: { provider: 'local', options: { detailedView: false } },
    notFound: {
      title: 'Page not found',
      quote: 'There is no page at this address. The search and the start page lead to all of them.',
      linkText: 'Start page',
    },
    docFooter: { prev: 'Before', next: 'Next' },
  },
});

/** @param md the parser of Markdown, which knows the path of the page as it lies */
function followRepositoryLinks(md) {
  md.core.ruler.push('repository-links', ({ env, tokens }) => {
    const page = (env.realPath ?? env.path).slice(ROOT.length);
    for (const { children } of tokens) {
      for (const [index, token] of (children ?? []).entries()) {
        if (token.type === 'link_open') followLink(page, token, children.slice(index));
      }
    }
  });
}

/** What is no page of the site, such as the licence, is named without a link. */
function followLink(page, token, after) {
  const href = token.attrGet('href');
  if (!isOfRepository(href)) return;
  const link = siteLink(page, href);
  if (link !== undefined) {
    token.attrSet('href', link);
    return;
  }
  const close = after.find(({ type }) => type === 'link_close');
  for (const one of [token, close]) Object.assign(one, { type: 'text', tag: '', content: '', nesting: 0 });
}
