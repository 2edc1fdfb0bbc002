import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, Max, Min, ValidateBy } from 'class-validator';
import { Omittable } from '../../common/field-rules.js';
import { MAX_ANSWER_BYTES, MAX_DELAY_MS } from './bin-limits.js';

const MIN_STATUS = 200;
const MAX_STATUS = 599;
const STATUS = { message: `must be a whole number from ${MIN_STATUS} to ${MAX_STATUS}` };
const DELAY = { message: `must be a whole number from 0 to ${MAX_DELAY_MS}` };

/** How a bin answers; missing fields stay, or have their defaults. */
export class BinSettings {
  @ApiPropertyOptional({ type: 'integer', minimum: MIN_STATUS, maximum: MAX_STATUS, description: 'New bins: 200.' })
  @Omittable()
  @IsInt(STATUS)
  @Min(MIN_STATUS, STATUS)
  @Max(MAX_STATUS, STATUS)
  status?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: MAX_DELAY_MS,
    description: 'Milliseconds before the answer. The request is recorded at once.',
  })
  @Omittable()
  @IsInt(DELAY)
  @Min(0, DELAY)
  @Max(MAX_DELAY_MS, DELAY)
  delay_ms?: number;

  @ApiPropertyOptional({
    type: 'string',
    description: `At most ${MAX_ANSWER_BYTES} bytes of UTF-8. JSON is answered as application/json, anything else as text/plain.`,
  })
  @Omittable()
  @ValidateBy({
    name: 'isAnswerBody',
    validator: {
      validate: (value) => typeof value === 'string' && Buffer.byteLength(value) <= MAX_ANSWER_BYTES,
      defaultMessage: () => `must be a string of at most ${MAX_ANSWER_BYTES} bytes`,
    },
  })
  body?: string;
}
