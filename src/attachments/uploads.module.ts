import { Module } from '@nestjs/common';
import { AppConfig } from '../common/config.js';
import { AppLogger } from '../common/logger.js';
import { FileStore } from './storage/file-store.js';
import { openFileStore } from './storage/open-file-store.js';
import { UploadReceiver } from './upload-receiver.js';

/** Where the bytes go: here, and only here, the kind of store is chosen. */
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
