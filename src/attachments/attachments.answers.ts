import { ApiProperty } from '@nestjs/swagger';
import { MAYBE_UUID, OTHER_UUID, TIME, UUID } from '../common/http/answer-fields.js';

/** The documented shape of `attachmentView`; the compiler holds the two together. */
export class AttachmentAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty({ description: 'Without folders and invisible characters, at most 255 bytes.', example: 'printer.jpg' })
  filename: string;
  @ApiProperty({ description: 'Detected from the content; the uploader’s value is ignored.', example: 'image/jpeg' })
  content_type: string;
  @ApiProperty({ type: 'integer', description: 'Bytes.', example: 48_213 }) size: number;
  @ApiProperty({
    pattern: '^[0-9a-f]{64}$',
    description: 'Also the ETag of the content.',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  sha256: string;
  @ApiProperty(UUID) ticket_id: string;
  @ApiProperty(MAYBE_UUID) comment_id: string | null;
  @ApiProperty({ ...OTHER_UUID, description: 'A user.' }) uploaded_by: string;
  @ApiProperty(TIME) created_at: string;
  @ApiProperty(TIME) updated_at: string;
}

export class AttachmentPage {
  @ApiProperty({ type: [AttachmentAnswer] }) items: AttachmentAnswer[];
  @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
}
