import { Module } from '@nestjs/common';
import { AppConfig } from '../common/config.js';
import { AppLogger } from '../common/logger.js';
import { FileStore } from './storage/file-store.js';
import { openFileStore } from './storage/open-file-store.js';
import { UploadReceiver } from './upload-receiver.js';

/** Configures where uploads are written. */
@Module({
  providers: [
    {
      provide: FileStore,
      inject: [AppConfig, AppLogger],
      useFactory: openFileStore,
    },
    UploadReceiver,
  ],
  exports: [FileStore, UploadReceiver],
})
export class UploadsModule {}
