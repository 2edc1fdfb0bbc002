import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Omittable } from '../../common/field-rules.js';

/** In hours. */
export const RANGES = { '24h': 24, '7d': 168 } as const;
export type Range = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES);

export class HistoryQuery {
  @ApiPropertyOptional({ enum: RANGE_NAMES, default: '24h', description: 'How far back, the current hour included.' })
  @Omittable()
  @IsIn(RANGE_NAMES, { message: `must be one of ${RANGE_NAMES.join(', ')}` })
  range?: Range;
}
