import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../common/config.js';
import { ProgramPool } from '../programs/program-pool.js';
import { FormatFailed, TemplateOverBudget, type DeliveryFormat, type FormatSource } from './delivery-format.js';
import { FORMATS } from './formats.js';
import { inJsonStyle, type JsonStyle } from './json-style.js';

/** The settings of an endpoint that shape its bodies. */
export interface BodySettings {
  readonly payloadFormat: string;
  readonly template: string | null;
  readonly jsonStyle: JsonStyle;
  /** Whose processor time a template uses; see `shareOf`. */
  readonly share: string;
}

export interface DeliveryBody {
  readonly format: DeliveryFormat;
  readonly text: string;
}

/** Writes the bodies of deliveries. */
@Injectable()
export class DeliveryBodies {
  constructor(
    private readonly config: AppConfig,
    private readonly pool: ProgramPool,
  ) {}

  /**
   * Exactly what is sent, the same for every attempt. Returns a promise only for templates.
   *
   * @throws FormatFailed, TemplateOverBudget; ProgramsBusy when templates cannot be run now
   */
  write(settings: BodySettings, source: FormatSource): DeliveryBody | Promise<DeliveryBody> {
    const { payloadFormat, template, jsonStyle, share } = settings;
    const format = FORMATS.get(payloadFormat);
    if (format === undefined) throw new FormatFailed(`There is no format "${payloadFormat}".`);
    const finish = (text: string) => ({ format, text: inJsonStyle(text, jsonStyle) });
    const render = (program: string, input: string) => this.render(program, input, share);
    const text = format.body(source, { publicUrl: this.config.publicUrl, template, render });
    return typeof text === 'string' ? finish(text) : text.then(finish);
  }

  private async render(program: string, input: string, share: string): Promise<string> {
    const [outcome] = await this.pool.run({ kind: 'template', program, inputs: [input], share });
    if (outcome?.ok === true) return String(outcome.value);
    if (outcome?.isOverBudget === true) throw new TemplateOverBudget(outcome.fault);
    throw new FormatFailed(`The template failed: ${outcome?.fault ?? 'it was not run.'}`);
  }
}
