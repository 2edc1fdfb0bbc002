import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsId, Omittable } from '../common/field-rules.js';

const FILE = { type: 'string', format: 'binary', description: 'The file, streamed.' } as const;

/** The text fields of the form; `file` is removed before they are checked. */
export class NewAttachmentDto {
  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    description: 'A comment of the ticket. What hangs on an internal one is internal.',
  })
  @Omittable()
  @IsId()
  comment_id?: string;
}

/** A replacement has no field except the file. */
export class ReplaceAttachmentDto {}

/** The whole forms, for the API's documentation. */
export class NewAttachmentForm extends NewAttachmentDto {
  @ApiProperty(FILE) file: unknown;
}

export class ReplaceAttachmentForm {
  @ApiProperty(FILE) file: unknown;
}
