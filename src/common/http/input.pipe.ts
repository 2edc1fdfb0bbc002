import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { InvalidInput } from '../errors.js';
import { InputInspection } from './input-inspection.js';

/**
 * Passes a body or query on as an instance of its class. The guard has checked it, except forms, which arrive later.
 */
@Injectable()
export class InputPipe implements PipeTransform {
  constructor(private readonly inspection: InputInspection) {}

  /** @throws InvalidInput with every offending field */
  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if (type === 'custom' || !InputInspection.isInputType(metatype)) return value;
    const { input, faults } = await this.inspection.inspect(metatype, value);
    if (faults.length > 0) throw new InvalidInput(faults);
    return input;
  }
}
