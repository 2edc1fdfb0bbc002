/** `compact`: as `JSON.stringify` writes it. `python`: as Python's `json.dumps` does, for receivers that re-serialise. */
export const JSON_STYLES = ['compact', 'python'] as const;
export type JsonStyle = (typeof JSON_STYLES)[number];

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[,:]|[^",:\d-]+/g;

/** @param text output of `JSON.stringify` */
export function inJsonStyle(text: string, style: JsonStyle): string {
  return style === 'compact' ? text : text.replace(TOKEN, pythonToken);
}

function pythonToken(token: string): string {
  if (token === ',') return ', ';
  if (token === ':') return ': ';
  if (token.startsWith('"')) return pythonString(token);
  return /^-?\d.*[.eE]/.test(token) ? pythonFloat(Number(token)) : token;
}

/** ASCII only: everything outside space to tilde is escaped by UTF-16 unit, in lower case. */
function pythonString(token: string): string {
  return token.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The shortest text that reads back the same, with an exponent below 1e-4 and from 1e16 on. */
function pythonFloat(value: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 16) return String(value);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
