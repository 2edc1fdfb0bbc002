/** The style of the page: light or dark as the reader's system is, and readable at 320 px. */
export const STYLE = `:root {
  color-scheme: light dark;
  --text: #1c1e21; --faint: #5b6068; --back: #fff; --raised: #f4f5f7; --line: #d8dbe0; --link: #1d4fb8;
}
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e8eb; --faint: #a3a9b2; --back: #15171a; --raised: #1f2226; --line: #383d44; --link: #8db4ff; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
.page { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
a { color: var(--link); }
h1 { font-size: 1.7rem; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
p { margin: .25rem 0 .75rem; max-width: 48rem; }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .875em; }
code { overflow-wrap: anywhere; }
pre { background: var(--raised); padding: .75rem; margin: .5rem 0; border-radius: 6px; overflow-x: auto; line-height: 1.4; }
pre:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.faint { color: var(--faint); }
ul.names { list-style: none; padding: 0; margin: .5rem 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
details.message { border: 1px solid var(--line); border-radius: 6px; margin: .5rem 0; }
details.message > summary { cursor: pointer; padding: .5rem .75rem; }
details.message > summary code { font-weight: 600; }
details.message[open] > summary { border-bottom: 1px solid var(--line); }
details.message > div { padding: .25rem .75rem .75rem; }
details details summary { cursor: pointer; color: var(--link); }
h3 { font-size: .95rem; margin: .75rem 0 .25rem; }
dl { margin: 0; }
dl > div { display: grid; grid-template-columns: minmax(9rem, 16rem) 1fr; gap: 0 1rem; padding: .3rem 0; border-bottom: 1px solid var(--line); }
dl > div:last-child { border: 0; }
dt, dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  dl > div { grid-template-columns: 1fr; }
}
`;
