import { Module } from '@nestjs/common';
import { MultipartModule, type MultipartLimits } from '@nestjs/platform-fastify/multipart';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../common/config.js';
import { AttachmentErasure } from './attachment-erasure.js';
import { AttachmentDownload } from './attachment-download.js';
import { Attachment } from './attachment.entity.js';
import { AttachmentsController } from './attachments.controller.js';
import { AttachmentsService } from './attachments.service.js';
import { FileCleanup } from './file-cleanup.js';
import { UploadReceiver } from './upload-receiver.js';
import { UploadsModule } from './uploads.module.js';

/** One file and a field or two; a form with more is refused early. */
const FORM_LIMITS: MultipartLimits = {
  files: 1,
  fields: 5,
  parts: 6,
  fieldSize: 1_000,
  fieldNameSize: 100,
  fieldNestingDepth: 0,
  headerPairs: 20,
};

@Module({
  imports: [
    TypeOrmModule.forFeature([Attachment]),
    UploadsModule,
    MultipartModule.registerAsync({
      imports: [UploadsModule],
      inject: [UploadReceiver, AppConfig],
      useFactory: (storage: UploadReceiver, config: AppConfig) => ({
        storage,
        // One byte more than allowed, so that the receiver counts and names the limit.
        limits: { ...FORM_LIMITS, fileSize: config.uploads.maxBytes + 1 },
      }),
    }),
  ],
  controllers: [AttachmentsController],
  providers: [AttachmentsService, AttachmentDownload, AttachmentErasure, FileCleanup],
  exports: [AttachmentErasure],
})
export class AttachmentsModule {}
