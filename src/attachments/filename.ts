const MAX_BYTES = 255;

/** Control characters, and the marks that make `gpj.exe` read as `exe.jpg`. */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A name that a browser can save under: no folders, no invisible characters, at most 255 bytes of UTF-8, never empty.
 *
 * @param raw as the uploader sent it
 */
export function safeFilename(raw: string): string {
  const last = raw.toWellFormed().normalize('NFC').replace(UNSAFE, '').split(/[/\\]/).at(-1) ?? '';
  // Leading dots hide a file, trailing ones are cut off by Windows.
  const name = last
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  return name === '' ? 'file' : shortened(name);
}

/** Without its dot, in lower case; empty when there is none. */
export function extensionOf(filename: string): string {
  return /\.([a-z0-9]{1,16})$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
}

/** Keeps the extension, which decides what opens the file. */
function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name;
  const extension = extensionOf(name);
  const tail = extension === '' ? '' : `.${extension}`;
  let stem = '';
  for (const character of name.slice(0, name.length - tail.length)) {
    if (Buffer.byteLength(stem + character) > MAX_BYTES - tail.length) break;
    stem += character;
  }
  return stem + tail;
}
