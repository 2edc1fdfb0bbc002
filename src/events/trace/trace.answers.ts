import { ApiProperty } from '@nestjs/swagger';
import { MAYBE_UUID_FIELD, TIME_FIELD, UUID_FIELD } from '../../common/http/answer-fields.js';
import { SingleEventAnswer } from '../events.answers.js';

export const RECIPIENT_OUTCOMES = ['notified', 'actor', 'inactive', 'no_access', 'muted', 'switched_off'] as const;
export type RecipientOutcome = (typeof RECIPIENT_OUTCOMES)[number];

export const ENDPOINT_OUTCOMES = [
  'delivered',
  'pending',
  'held',
  'failed',
  'cancelled',
  'not_matched',
  'paused',
] as const;
export type EndpointOutcome = (typeof ENDPOINT_OUTCOMES)[number];

/** Maximum people, and webhooks, that a trace lists. */
export const MAX_TRACED = 200;

const RECOMPUTED = 'Worked out by current rules, rights and settings, since nothing was stored.';

export class TracedRoom {
  @ApiProperty({ example: 'ticket:018f0c2e-7a4d-7c1b-9d53-1f2e3a4b5c6d' }) room: string;
  @ApiProperty({ example: 'ticket.update', description: 'The message that sockets in the room get.' }) message: string;
}

export class TracedChannels {
  @ApiProperty() inbox: boolean;
  @ApiProperty() socket: boolean;
  @ApiProperty() webhook: boolean;
}

export class TracedRecipient {
  @ApiProperty(UUID_FIELD) user_id: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Null: the account is gone.' }) name: string | null;
  @ApiProperty({ example: 'comment_on_ticket' }) type: string;
  @ApiProperty({ example: 'watcher', description: 'Why the event concerns the person.' }) reason: string;
  @ApiProperty({ enum: RECIPIENT_OUTCOMES }) outcome: RecipientOutcome;
  @ApiProperty({ type: TracedChannels, nullable: true, description: 'Null: not notified.' })
  channels: TracedChannels | null;
  @ApiProperty(MAYBE_UUID_FIELD) notification_id: string | null;
  @ApiProperty({ description: RECOMPUTED }) recomputed: boolean;
}

export class TracedEndpoint {
  @ApiProperty(UUID_FIELD) webhook_id: string;
  @ApiProperty({ example: 'Orders' }) name: string;
  @ApiProperty({ enum: ENDPOINT_OUTCOMES }) outcome: EndpointOutcome;
  @ApiProperty({ type: 'string', nullable: true, description: 'Why it came to this. Null: it was delivered.' })
  why: string | null;
  @ApiProperty({
    allOf: [{ $ref: '#/components/schemas/DeliveryAnswer' }],
    nullable: true,
    description: 'The latest to this webhook, as GET /api/webhooks/{id}/deliveries gives it.',
  })
  delivery: object | null;
  @ApiProperty({ description: RECOMPUTED }) recomputed: boolean;
}

export class EventTraceAnswer {
  @ApiProperty({ type: SingleEventAnswer }) event: SingleEventAnswer;
  @ApiProperty(TIME_FIELD) recorded_at: string;
  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'When it got its place in the log. Null: not yet, or by a version of the server that did not keep it.',
  })
  dispatched_at: string | null;
  @ApiProperty({ type: [TracedRoom] }) rooms: TracedRoom[];
  @ApiProperty({ type: [TracedRecipient], description: `At most ${MAX_TRACED}.` }) recipients: TracedRecipient[];
  @ApiProperty({ type: 'integer', description: 'How many there are, listed or not.' }) recipients_total: number;
  @ApiProperty({ type: [TracedEndpoint], description: `At most ${MAX_TRACED}.` }) endpoints: TracedEndpoint[];
  @ApiProperty({ type: 'integer', description: 'How many there are, listed or not.' }) endpoints_total: number;
  @ApiProperty({ description: 'Some of it was not stored, but worked out by what holds now.' }) recomputed: boolean;
}
