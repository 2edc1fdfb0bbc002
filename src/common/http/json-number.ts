const MAX_EXACT = '9007199254740992';
const TOO_LARGE = 'is an integer beyond 2^53, which JSON readers round; send it as a string';
const OUT_OF_RANGE = 'is a number past the range of a double; send it as a string';

/**
 * Why a JSON number cannot be kept as written; undefined when it can. Decimal digits beyond a double's precision are
 * not a fault: every reader drops the same ones.
 *
 * @param token the number as JSON writes it
 */
export function numberFault(token: string): string | undefined {
  // The common case: such numbers are exact.
  if (token.length < MAX_EXACT.length && /^-?\d+$/.test(token)) return undefined;
  if (/^-?\d+$/.test(token)) return isExactInteger(token) ? undefined : TOO_LARGE;
  const value = Number(token);
  if (!Number.isFinite(value)) return OUT_OF_RANGE;
  const written = significant(token);
  if (value === 0) return written.digits === '' ? undefined : OUT_OF_RANGE;
  if (Math.abs(value) < Number.MAX_SAFE_INTEGER) return undefined;
  const kept = significant(String(value));
  return written.digits === kept.digits && written.exponent === kept.exponent ? undefined : TOO_LARGE;
}

function isExactInteger(token: string): boolean {
  const digits = token.startsWith('-') ? token.slice(1) : token;
  return digits.length < MAX_EXACT.length || (digits.length === MAX_EXACT.length && digits <= MAX_EXACT);
}

/** The number as `0.<digits> * 10^exponent`, without zeros at either end of the digits. */
function significant(token: string): { digits: string; exponent: number } {
  const [mantissa = '', power = '0'] = (token.startsWith('-') ? token.slice(1) : token).toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = whole + fraction;
  // By hand: a regular expression for trailing zeros takes quadratic time.
  let start = 0;
  while (digits.charAt(start) === '0') start += 1;
  let end = digits.length;
  while (end > start && digits.charAt(end - 1) === '0') end -= 1;
  return { digits: digits.slice(start, end), exponent: Number(power) + whole.length - start };
}
