import { ApiProperty } from '@nestjs/swagger';
import { UUID_FIELD } from '../../common/http/answer-fields.js';

export class TakenEventAnswer {
  @ApiProperty(UUID_FIELD) id: string;
}

export class TakenEventsAnswer {
  @ApiProperty({ type: [TakenEventAnswer], description: 'In the order of the request.' }) items: TakenEventAnswer[];
}

export class EventOutcomeFault {
  @ApiProperty({ description: 'Name of the endpoint.' }) webhook: string;
  @ApiProperty() error: string;
}

/** What the first attempts came to, of the endpoints that the sender may see. */
export class EventOutcomeAnswer {
  @ApiProperty(UUID_FIELD) id: string;
  @ApiProperty({ description: 'At least one took it.' }) success: boolean;
  @ApiProperty() sent: number;
  @ApiProperty() failed: number;
  @ApiProperty({ description: 'Not attempted in this time, or held.' }) pending: number;
  @ApiProperty({ type: [EventOutcomeFault] }) errors: EventOutcomeFault[];
}
