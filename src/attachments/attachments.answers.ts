import { ApiProperty } from '@nestjs/swagger';

const UUID = { type: 'string', format: 'uuid' } as const;
const TIME = { type: 'string', format: 'date-time' } as const;

/** The documented shape of `attachmentView`; the compiler holds the two together. */
export class AttachmentAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ description: 'Without folders and invisible characters, at most 255 bytes.' }) filename: string;
  @ApiProperty({ description: 'Found in the bytes, whatever the uploader said.' }) content_type: string;
  @ApiProperty({ type: 'integer', description: 'Bytes.' }) size: number;
  @ApiProperty({ pattern: '^[0-9a-f]{64}$', description: 'Also the ETag of the content.' }) sha256: string;
  @ApiProperty(UUID) ticket_id: string;
  @ApiProperty({ ...UUID, nullable: true }) comment_id: string | null;
  @ApiProperty({ ...UUID, description: 'A user.' }) uploaded_by: string;
  @ApiProperty(TIME) created_at: string;
  @ApiProperty(TIME) updated_at: string;
}

export class AttachmentPage {
  @ApiProperty({ type: [AttachmentAnswer] }) items: AttachmentAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
