import { FormatFailed, type DeliveryFormat, type FormatSource } from './delivery-format.js';
import { FORMATS } from './formats.js';
import { inJsonStyle, type JsonStyle } from './json-style.js';

/** The settings of an endpoint that shape its bodies. */
export interface BodySettings {
  readonly payloadFormat: string;
  readonly template: string | null;
  readonly jsonStyle: JsonStyle;
}

export interface DeliveryBody {
  readonly format: DeliveryFormat;
  readonly text: string;
}

/**
 * Exactly what is sent, for every attempt the same.
 *
 * @throws FormatFailed
 */
export function deliveryBody(settings: BodySettings, source: FormatSource, publicUrl: string): DeliveryBody {
  const format = FORMATS.get(settings.payloadFormat);
  if (format === undefined) throw new FormatFailed(`There is no format "${settings.payloadFormat}".`);
  const text = format.body(source, { publicUrl, template: settings.template });
  return { format, text: inJsonStyle(text, settings.jsonStyle) };
}
