import { chatMessage, cut } from './chat-message.js';
import { defineFormat } from './delivery-format.js';

/** Slack's limits, in characters. */
const HEADER = 150;
const SECTION = 3_000;
const FIELDS = 10;
const FIELD = 2_000;
const FALLBACK = 300;

/** Block Kit with the category's colour as a bar. It never pings anyone: people's text cannot make a mention. */
export const slackFormat = defineFormat({
  name: 'slack',
  isChat: true,
  hosts: /^hooks\.slack(-gov)?\.com$/,
  body(source, context) {
    const { title, text, color, fields, footer } = chatMessage(source, context);
    const { type } = source;
    const blocks: object[] = [];
    if (title !== '') {
      blocks.push({ type: 'header', text: { type: 'plain_text', text: escaped(title, HEADER), emoji: false } });
    }
    if (text !== '') blocks.push({ type: 'section', text: markdown(text, SECTION) });
    // One field per line: `name: value` always has visible content.
    const shown = fields.slice(0, FIELDS).map(({ name, value }) => markdown(`${name}: ${value}`, FIELD));
    if (shown.length > 0) blocks.push({ type: 'section', fields: shown });
    if (footer !== '') blocks.push({ type: 'context', elements: [markdown(footer, FIELD)] });
    const bar = `#${color.toString(16).padStart(6, '0')}`;
    // Shown by notifications and screen readers.
    return JSON.stringify({ text: escaped(title || text || type, FALLBACK), attachments: [{ color: bar, blocks }] });
  },
});

/** `verbatim`: Slack links neither names nor channels by itself. */
function markdown(text: string, most: number): object {
  return { type: 'mrkdwn', text: escaped(text, most), verbatim: true };
}

/** Without `<` there is no mention. Cut before escaping makes it longer, and never inside an escape. */
function escaped(text: string, most: number): string {
  const escape = (part: string) => part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  let kept = cut(text, most);
  while (escape(kept).length > most)
    kept = cut(kept, kept.length - Math.max(1, Math.ceil((escape(kept).length - most) / 5)));
  return escape(kept);
}
