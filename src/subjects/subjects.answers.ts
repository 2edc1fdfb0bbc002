import { ApiProperty } from '@nestjs/swagger';
import { TIME_FIELD, UUID_FIELD } from '../common/http/answer-fields.js';

/** Counts of what was erased, and nothing about its content. */
export class ErasureReceipt {
  @ApiProperty(UUID_FIELD) user_id: string;
  @ApiProperty(TIME_FIELD) erased_at: string;
  @ApiProperty({
    description: 'False: something took too long, for example a file store. Repeat the request to continue.',
  })
  complete: boolean;
  @ApiProperty({ description: 'Payloads that were by this person, named it or held something of it.' }) events: number;
  @ApiProperty({ description: 'In the person’s own inbox.' }) notifications: number;
  @ApiProperty({ description: 'Whose request and answer are gone; how they ended stays.' }) deliveries: number;
  @ApiProperty() attempts: number;
  @ApiProperty({ description: 'Uploads, with their files.' }) attachments: number;
  @ApiProperty({ description: 'Whose content is gone; the place in the thread stays.' }) comments: number;
  @ApiProperty({
    description: 'Requested by the person: title, description and tags are gone; answers of others stay.',
  })
  tickets: number;
}
