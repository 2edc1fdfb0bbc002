/** Adopted by the shadow root only: the page is not changed, and its style policy does not apply. */
export const STYLES = `
:host {
  --_text: var(--carillon-text, light-dark(#1a1b1e, #e9ecef));
  --_muted: var(--carillon-muted, light-dark(#495057, #adb5bd));
  --_surface: var(--carillon-surface, light-dark(#fff, #1f2023));
  --_hover: var(--carillon-hover, light-dark(#f1f3f5, #2c2e33));
  --_border: var(--carillon-border, light-dark(#dee2e6, #3b3d42));
  --_accent: var(--carillon-accent, light-dark(#1864ab, #74c0fc));
  --_badge: var(--carillon-badge, #c92a2a);
  --_badge-text: var(--carillon-badge-text, #fff);
  --_radius: var(--carillon-radius, 8px);
  display: inline-block;
  font: var(--carillon-font, 14px/1.45 system-ui, sans-serif);
  color: var(--_text);
}
:host([hidden]), [hidden] { display: none !important; }
:host([theme='light']) { color-scheme: light; }
:host([theme='dark']) { color-scheme: dark; }
*, ::before, ::after { box-sizing: border-box; }
button { font: inherit; color: inherit; background: none; border: 0; padding: 0; margin: 0; cursor: pointer; }
button:focus-visible { outline: 2px solid var(--_accent); outline-offset: 1px; }
svg { display: block; width: 20px; height: 20px; stroke-linecap: round; stroke-linejoin: round; }
.hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.bell { position: relative; padding: 8px; border-radius: var(--_radius); color: var(--carillon-bell, currentColor); }
.bell:hover { background: color-mix(in srgb, currentColor 12%, transparent); }
.bell.lost { opacity: 0.6; }
.bell.rings svg { animation: ring 0.8s ease-in-out; transform-origin: 50% 0; }
@keyframes ring { 20% { rotate: 14deg; } 40% { rotate: -12deg; } 60% { rotate: 8deg; } 80% { rotate: -5deg; } }
@media (prefers-reduced-motion: reduce) { .bell.rings svg { animation: none; } }
.badge {
  position: absolute; inset-block-start: 0; inset-inline-start: 50%; min-width: 18px; padding: 0 4px;
  border-radius: 9px; background: var(--_badge); color: var(--_badge-text);
  font-size: 11px; font-weight: 600; line-height: 18px; text-align: center;
}
.panel {
  position: fixed; inset: auto; margin: 0; padding: 0; flex-direction: column;
  width: min(var(--carillon-width, 380px), calc(100vw - 16px));
  border: 1px solid var(--_border); border-radius: var(--_radius);
  background: var(--_surface); color: var(--_text); text-align: start;
  box-shadow: 0 8px 28px rgb(0 0 0 / 22%);
}
.panel:popover-open { display: flex; }
.head { display: flex; align-items: center; gap: 8px; padding-block: 8px; padding-inline: 16px 8px; border-bottom: 1px solid var(--_border); }
.head h2 { flex: 1; margin: 0; font-size: 1.05em; }
.text-button { padding: 4px 8px; border-radius: var(--_radius); color: var(--_accent); }
.text-button:hover, .icon-button:hover { background: var(--_hover); }
.icon-button { padding: 6px; border-radius: var(--_radius); color: var(--_muted); flex: none; }
.icon-button svg { width: 18px; height: 18px; }
.note { display: flex; align-items: center; justify-content: space-between; gap: 8px; margin: 0; padding: 8px 16px; color: var(--_muted); }
.note:empty { display: none; }
.body { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; }
.list { list-style: none; margin: 0; padding: 0; }
.item { display: flex; align-items: flex-start; gap: 4px; padding-inline-end: 8px; border-bottom: 1px solid var(--_border); }
.item:hover { background: var(--_hover); }
.entry { flex: 1; min-width: 0; padding-block: 10px; padding-inline: 28px 4px; text-align: start; position: relative; }
.entry:focus-visible { outline-offset: -2px; }
.entry.unread .message { font-weight: 600; }
.entry.unread::before {
  content: ''; position: absolute; inset-inline-start: 12px; inset-block-start: 16px;
  width: 8px; height: 8px; border-radius: 4px; background: var(--_accent);
}
.message {
  display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere;
}
.time { color: var(--_muted); font-size: 0.92em; }
.archive { margin-top: 8px; }
.more { display: block; width: 100%; padding: 10px; color: var(--_accent); }
`;
