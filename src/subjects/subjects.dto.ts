import { ApiProperty } from '@nestjs/swagger';

/** What is gone. Counts only: a receipt says nothing of what it was. */
export class ErasureReceipt {
  @ApiProperty({ format: 'uuid' }) user_id: string;
  @ApiProperty({ format: 'date-time' }) erased_at: string;
  @ApiProperty({ description: 'False: something took too long, for example a file store. Ask again to go on.' })
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
