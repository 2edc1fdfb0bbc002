import { findDefinition } from '../events/catalogue/catalogue.js';
import { SOCKETS, type AsyncApiDocument, type Channel, type DescribedMessage } from './asyncapi-document.js';

/** What the page reads of a JSON Schema. */
interface Shown {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly items?: Shown;
  readonly properties?: Readonly<Record<string, Shown>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Shown[];
  readonly allOf?: readonly Shown[];
}

/** The document as a page that needs no script: channels, their messages, every field, an example of each. */
export function asyncApiPage(document: AsyncApiDocument): string {
  const { info, channels, components } = document;
  const sockets = Object.entries(channels).filter(([, { servers }]) => servers.includes(SOCKETS));
  const webhooks = Object.entries(channels).filter(([, { servers }]) => !servers.includes(SOCKETS));
  const contents = (list: [string, Channel][]) =>
    `<ul class="names">${list.map(([key, { title }]) => `<li><a href="#${key}">${inline(title)}</a></li>`).join('')}</ul>`;
  const section = (list: [string, Channel][]) => list.map((channel) => channelSection(channel, document)).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${inline(info.title)}</title>
<link rel="stylesheet" href="/api/asyncapi.css">
</head>
<body><div class="page">
<header>
<h1>${inline(info.title)}</h1>
<p>${inline(info.description)}</p>
<p>Version ${inline(info.version)}. <a href="/api/asyncapi.json">AsyncAPI document</a> ·
<a href="/api/docs">REST</a> · <a href="/docs/sockets">Guide to sockets</a> · <a href="/docs/webhooks">Guide to webhooks</a></p>
</header>
<main>
<nav aria-label="Contents"><h2>Sockets</h2>${contents(sockets)}<h2>Webhooks</h2>${contents(webhooks)}</nav>
${section(sockets)}
${section(webhooks)}
<h2 id="data">Data of events</h2>
<p>What <code>data</code> holds, by the type of the event, on sockets and in webhooks.</p>
${Object.entries(components.schemas)
  .filter(([name]) => findDefinition(name) !== undefined)
  .map(([name, schema]) => dataSection(name, schema as Shown, document))
  .join('')}
</main>
</div></body>
</html>
`;
}

function channelSection([key, channel]: [string, Channel], document: AsyncApiDocument): string {
  const { title, address, description, messages } = channel;
  const list = Object.keys(messages).flatMap((name) => {
    const message = document.components.messages[name];
    return message === undefined ? [] : [messageDetails(`${key}/${name}`, message, document)];
  });
  const place = address === null ? '' : `<p class="faint">Join <code>${inline(address)}</code>.</p>`;
  return `<section><h2 id="${key}">${inline(title)}</h2>${place}<p>${inline(description)}</p>${list.join('')}</section>`;
}

function messageDetails(id: string, message: DescribedMessage, document: AsyncApiDocument): string {
  const [example] = message.examples;
  const headers = message.headers === undefined ? '' : `<h3>Headers</h3>${fieldList(message.headers, document)}`;
  const shown = example?.headers === undefined ? '' : headerLines(example.headers);
  return `<details class="message" id="${id}"><summary><code>${inline(message.name)}</code> ${inline(message.summary)}</summary>
<div>${headers}<h3>Payload</h3>${fieldList(message.payload, document)}<h3>Example</h3>${code(`${shown}${json(example?.payload)}`)}
<details><summary>JSON Schema</summary>${code(json(message.payload))}</details></div></details>`;
}

function dataSection(name: string, schema: Shown, document: AsyncApiDocument): string {
  const { summary = '' } = document.components.messages[`delivery.standard.${name}`] ?? {};
  return `<details class="message" id="data/${name}"><summary><code>${inline(name)}</code> ${inline(summary)}</summary>
<div>${fieldList(schema, document)}<details><summary>JSON Schema</summary>${code(json(schema))}</details></div></details>`;
}

function fieldList(given: object, document: AsyncApiDocument): string {
  const schema = resolved(given, document);
  const own = Object.entries(schema.properties ?? {});
  if (own.length === 0) return `<p class="faint">${inline(schema.description ?? 'No fields.')}</p>`;
  const rows = own.map(([name, field]) => {
    const optional = schema.required?.includes(name) === true ? '' : ' <span class="faint">optional</span>';
    const type = name === 'data' && schema.oneOf !== undefined ? dataLinks(schema.oneOf) : typeOf(field, document);
    const { description = '' } = resolved(field, document);
    return `<div><dt><code>${inline(name)}</code>${optional}</dt><dd>${type}${description === '' ? '' : `<br>${inline(description)}`}</dd></div>`;
  });
  const also = (schema.allOf ?? []).map((part) => `<p>And the fields of ${typeOf(part, document)}.</p>`).join('');
  return `<dl>${rows.join('')}</dl>${also}`;
}

/** The types whose data a push may carry. */
function dataLinks(variants: readonly Shown[]): string {
  const names = variants.flatMap(({ properties }) => {
    const name = properties?.['event']?.const;
    return typeof name === 'string' ? [`<a href="#data/${name}"><code>${name}</code></a>`] : [];
  });
  return `object, of ${names.join(', ')}`;
}

function typeOf(schema: Shown, document: AsyncApiDocument): string {
  const { $ref, const: only, enum: values, type, format, items } = schema;
  const name = $ref?.split('/').at(-1);
  if (name !== undefined && findDefinition(name) !== undefined)
    return `<a href="#data/${name}"><code>${inline(name)}</code></a>`;
  if (name !== undefined) {
    const fields = Object.keys(resolved(schema, document).properties ?? {});
    return `object <code>{${inline(fields.join(', '))}}</code>`;
  }
  if (only !== undefined) return `<code>${inline(JSON.stringify(only))}</code>`;
  if (values !== undefined) return values.map((value) => `<code>${inline(String(value))}</code>`).join(', ');
  if (items !== undefined) return `list of ${typeOf(items, document)}`;
  const types = typeof type === 'string' ? [type] : (type ?? ['anything']);
  return inline(`${types.join(' or ')}${format === undefined ? '' : ` (${format})`}`);
}

function resolved(schema: Shown, { components }: AsyncApiDocument): Shown {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (components.schemas[name] ?? schema);
}

function headerLines(headers: object): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\n`);
  return `${lines.join('')}\n`;
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** Long lines scroll, so the keyboard must reach them. */
function code(text: string): string {
  return `<pre tabindex="0">${escaped(text)}</pre>`;
}

/** Of Markdown, what the descriptions use: code, and links to pages. */
function inline(text: string): string {
  return escaped(text)
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll(/\[([^\]]+)\]\((https:[^)\s]+)\)/g, '<a href="$2">$1</a>');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
