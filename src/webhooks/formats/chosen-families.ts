import { SIGNATURE_FAMILIES, type SignatureFamily } from '../signing/signing.js';
import { FORMATS } from './formats.js';

/** The families that an endpoint signs with. @param chosen null: those of its format */
export function familiesOf(chosen: readonly SignatureFamily[] | null, format: string): readonly SignatureFamily[] {
  return chosen ?? FORMATS.get(format)?.families ?? SIGNATURE_FAMILIES;
}

/** As it is stored: in the order of sending, and null where the format chooses the same, so that it follows the format. */
export function chosenFamilies(wanted: readonly SignatureFamily[] | null, format: string): SignatureFamily[] | null {
  if (wanted === null) return null;
  const sorted = SIGNATURE_FAMILIES.filter((family) => wanted.includes(family));
  return sorted.join() === familiesOf(null, format).join() ? null : sorted;
}
