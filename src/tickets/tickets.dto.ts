import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, ValidateIf } from 'class-validator';
import { CommaList, IsId, Omittable } from '../common/field-rules.js';
import { Coerced } from '../common/http/input-fields.js';
import { PageQuery } from '../common/paging.js';
import { MultiLine, QueryText, SingleLine } from '../common/text/text-fields.js';
import { singleLineForm } from '../common/text/text-forms.js';
import { TICKET_PRIORITIES, TICKET_STATUSES, type TicketPriority, type TicketStatus } from './ticket.entity.js';

const TITLE = { minLength: 1, maxLength: 200 };
const DESCRIPTION = { maxLength: 50_000 };
const TAGS = { maxItems: 20, items: { type: 'string' as const, minLength: 1, maxLength: 50 } };

/** The fields that creation and change share; the policy decides which of them a caller may set. */
class TicketFields {
  @ApiPropertyOptional(DESCRIPTION)
  @Omittable()
  @MultiLine({ min: 0, max: 50_000 })
  description?: string;

  @ApiPropertyOptional({ enum: TICKET_PRIORITIES, description: 'A new ticket is normal. Later on: staff only.' })
  @Omittable()
  @IsIn(TICKET_PRIORITIES, { message: `must be one of ${TICKET_PRIORITIES.join(', ')}` })
  priority?: TicketPriority;

  @ApiPropertyOptional({ type: 'array', ...TAGS, description: 'Each tag is kept once.' })
  @Omittable()
  @Coerced(distinctTags)
  @SingleLine({ max: 50, each: true })
  @ArrayMaxSize(20, { message: 'must have at most 20 tags' })
  @IsArray({ message: 'must be a list' })
  tags?: string[];

  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true, description: 'Staff only.' })
  @ValidateIf((_object, value: unknown) => value !== undefined && value !== null)
  @IsId()
  assignee_id?: string | null;

  @ApiPropertyOptional({ format: 'uuid', description: 'Staff only.' })
  @Omittable()
  @IsId()
  requester_id?: string;
}

export class CreateTicketDto extends TicketFields {
  @ApiProperty(TITLE)
  @SingleLine({ max: 200 })
  title: string;
}

export class UpdateTicketDto extends TicketFields {
  @ApiPropertyOptional(TITLE)
  @Omittable()
  @SingleLine({ max: 200 })
  title?: string;

  @ApiPropertyOptional({ enum: TICKET_STATUSES, description: 'Others than staff set open and closed only.' })
  @Omittable()
  @IsIn(TICKET_STATUSES, { message: `must be one of ${TICKET_STATUSES.join(', ')}` })
  status?: TicketStatus;
}

export class TicketsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'One status, or several joined by commas.', example: 'open,pending' })
  @Omittable()
  @CommaList()
  @IsIn(TICKET_STATUSES, { each: true, message: `must be of ${TICKET_STATUSES.join(', ')}` })
  status?: TicketStatus[];

  @ApiPropertyOptional({ description: 'One priority, or several joined by commas.', example: 'high,urgent' })
  @Omittable()
  @CommaList()
  @IsIn(TICKET_PRIORITIES, { each: true, message: `must be of ${TICKET_PRIORITIES.join(', ')}` })
  priority?: TicketPriority[];

  @ApiPropertyOptional({ description: 'The id of a user, or `none` for unassigned tickets.' })
  @ValidateIf((_object, value: unknown) => value !== undefined && value !== 'none')
  @IsId()
  assignee_id?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Id of the requester.' })
  @Omittable()
  @IsId()
  requester_id?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Id of the company.' })
  @Omittable()
  @IsId()
  company_id?: string;

  @ApiPropertyOptional({ maxLength: 50, description: 'Tickets that have this tag.' })
  @Omittable()
  @QueryText({ max: 50 })
  tag?: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'Words in title or description, or a number such as #12.' })
  @Omittable()
  @QueryText({ min: 0, max: 200 })
  q?: string;
}

export class AddWatcherDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'Default: the caller. Others: staff only.' })
  @Omittable()
  @IsId()
  user_id?: string;
}

function distinctTags(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const tags: unknown[] = value.map((tag: unknown) => (typeof tag === 'string' ? singleLineForm(tag) : tag));
  return [...new Set(tags)];
}
