import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
  UploadedFile,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-fastify/multipart';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiProduces,
} from '@nestjs/swagger';
import { Area, Operation } from '../common/http/operation.decorator.js';
import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../common/errors.js';
import { CurrentActor } from '../common/http/current-actor.decorator.js';
import { IdPipe } from '../common/http/id.pipe.js';
import { PageQuery } from '../common/paging.js';
import type { Actor } from '../common/request-context.js';
import { AttachmentDownload, type DownloadConditions } from './attachment-download.js';
import { attachmentView } from './attachment.entity.js';
import { AttachmentAnswer, AttachmentPage } from './attachments.answers.js';
import { NewAttachmentDto, NewAttachmentForm, ReplaceAttachmentDto, ReplaceAttachmentForm } from './attachments.dto.js';
import { AttachmentsService } from './attachments.service.js';
import type { UploadedFileInfo } from './upload-receiver.js';
import { UploadGuard } from './upload.guard.js';

const TICKET_ID = new IdPipe('ticket');
const ATTACHMENT_ID = new IdPipe('attachment');
const FILE = { schema: { type: 'string', format: 'binary' } } as const;

@Area('attachments', 'Files on tickets and comments.')
@ApiBearerAuth()
@Controller('api')
export class AttachmentsController {
  constructor(
    private readonly attachments: AttachmentsService,
    private readonly download: AttachmentDownload,
  ) {}

  @Post('tickets/:id/attachments')
  @Operation(
    'Add a file to a ticket',
    'As `multipart/form-data` with the field `file`. The type is detected from the content; it must be one of `UPLOAD_TYPES`.',
    { problems: ['upload_aborted', 'ticket_closed', 'storage_unavailable', 'loop_detected'] },
  )
  @UseGuards(UploadGuard)
  @UseInterceptors(FileInterceptor('file'))
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: NewAttachmentForm })
  @ApiCreatedResponse({ type: AttachmentAnswer })
  async create(
    @CurrentActor() actor: Actor,
    @Param('id', TICKET_ID) ticketId: string,
    @Body() { comment_id: commentId }: NewAttachmentDto,
    @UploadedFile() file: UploadedFileInfo | undefined,
  ): Promise<AttachmentAnswer> {
    const place = { ticketId, commentId: commentId ?? null };
    return attachmentView(await this.attachments.add(actor, place, sent(file)));
  }

  @Get('tickets/:id/attachments')
  @Operation('List the files of a ticket', 'Without their content. Files on internal comments are for staff.')
  @ApiOkResponse({ type: AttachmentPage })
  list(
    @CurrentActor() actor: Actor,
    @Param('id', TICKET_ID) ticketId: string,
    @Query() page: PageQuery,
  ): Promise<AttachmentPage> {
    return this.attachments.list(actor, ticketId, page);
  }

  @Get('attachments/:id')
  @Operation('Read the metadata of a file', 'Name, type, size and SHA-256 of the content.')
  @ApiOkResponse({ type: AttachmentAnswer })
  async get(@CurrentActor() actor: Actor, @Param('id', ATTACHMENT_ID) id: string): Promise<AttachmentAnswer> {
    return attachmentView(await this.attachments.get(actor, id));
  }

  @Get('attachments/:id/content')
  @Operation('Download a file', 'The bytes, as an attachment. Takes one `Range` of bytes and `If-None-Match`.', {
    problems: ['file_missing', 'range_not_satisfiable', 'storage_unavailable'],
  })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ content: { 'application/octet-stream': FILE }, description: 'Takes one `Range` of bytes.' })
  async content(
    @CurrentActor() actor: Actor,
    @Param('id', ATTACHMENT_ID) id: string,
    @Headers() conditions: DownloadConditions,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.download.send(reply, await this.attachments.get(actor, id), conditions);
  }

  @Put('attachments/:id')
  @Operation('Replace the content of a file', 'As `multipart/form-data` with the field `file`. The id stays.', {
    problems: ['upload_aborted', 'ticket_closed', 'storage_unavailable', 'loop_detected'],
  })
  @UseGuards(UploadGuard)
  @UseInterceptors(FileInterceptor('file'))
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: ReplaceAttachmentForm })
  @ApiOkResponse({ type: AttachmentAnswer })
  async replace(
    @CurrentActor() actor: Actor,
    @Param('id', ATTACHMENT_ID) id: string,
    @Body() _fields: ReplaceAttachmentDto,
    @UploadedFile() file: UploadedFileInfo | undefined,
  ): Promise<AttachmentAnswer> {
    return attachmentView(await this.attachments.replace(actor, id, sent(file)));
  }

  @Delete('attachments/:id')
  @Operation('Delete a file', 'Its uploader, or staff.', { problems: ['loop_detected'] })
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(@CurrentActor() actor: Actor, @Param('id', ATTACHMENT_ID) id: string): Promise<void> {
    await this.attachments.remove(actor, id);
  }
}

function sent(file: UploadedFileInfo | undefined): UploadedFileInfo {
  if (file === undefined)
    throw new InvalidInput([{ field: 'file', message: 'is missing: send it as multipart/form-data' }]);
  return file;
}
