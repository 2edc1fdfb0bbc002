import { ApiProperty } from '@nestjs/swagger';
import { TIME_FIELD } from '../../common/http/answer-fields.js';

export class BinAnswer {
  @ApiProperty({ example: '4f1d0c2a9b7e4d3c8a6f5e4d3c2b1a09' }) id: string;
  @ApiProperty({ example: 'http://localhost:5000/bin/4f1d0c2a9b7e4d3c8a6f5e4d3c2b1a09' }) url: string;
  @ApiProperty({ type: 'integer', description: 'It answers with this status.' }) status: number;
  @ApiProperty({ type: 'integer' }) delay_ms: number;
  @ApiProperty() body: string;
  @ApiProperty(TIME_FIELD) created_at: string;
  @ApiProperty({ ...TIME_FIELD, description: '24 hours after its last use: a request, or a change.' })
  expires_at: string;
}

export class BinPage {
  @ApiProperty({ type: [BinAnswer] }) items: BinAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}

export const SIGNATURE_STATES = ['valid', 'invalid', 'unsigned', 'unknown'] as const;
export type SignatureState = (typeof SIGNATURE_STATES)[number];

export class BinSignature {
  @ApiProperty({
    enum: SIGNATURE_STATES,
    description: '`unknown`: no webhook of the owner has this bin as its URL, so there is no secret to check with.',
  })
  state: SignatureState;
  @ApiProperty({ description: 'Why, as a sentence.' }) reason: string;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true, description: 'Whose secret was checked.' })
  webhook_id: string | null;
  @ApiProperty({ type: 'string', nullable: true }) webhook_name: string | null;
}

export class BinHeader {
  @ApiProperty() name: string;
  @ApiProperty({ description: 'Credentials are masked.' }) value: string;
}

/** Pushes contain this, too. */
export class BinRequestSummary {
  @ApiProperty({ type: 'string', format: 'uuid' }) id: string;
  @ApiProperty({ example: 'POST' }) method: string;
  @ApiProperty({ description: 'With the query.' }) path: string;
  @ApiProperty({ type: 'string', nullable: true }) content_type: string | null;
  @ApiProperty({ type: 'integer', description: 'Bytes of the body.' }) size: number;
  @ApiProperty({ type: 'integer', description: 'The status that it was answered with.' }) response_status: number;
  @ApiProperty({ type: BinSignature }) signature: BinSignature;
  @ApiProperty(TIME_FIELD) received_at: string;
}

export class BinRequestAnswer extends BinRequestSummary {
  @ApiProperty({ type: [BinHeader], description: 'In the order in which they came.' }) headers: BinHeader[];
  @ApiProperty() body: string;
  @ApiProperty({ enum: ['utf8', 'base64'], description: '`base64` where the bytes are not UTF-8.' })
  body_encoding: 'utf8' | 'base64';
}

export class BinRequestPage {
  @ApiProperty({ type: [BinRequestAnswer] }) items: BinRequestAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
