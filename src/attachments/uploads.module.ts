import { Module } from '@nestjs/common';
import { AppConfig } from '../common/config.js';
import { FileStore } from './storage/file-store.js';
import { LocalFileStore } from './storage/local-file-store.js';
import { UploadReceiver } from './upload-receiver.js';

/** Where the bytes go: here, and only here, the kind of store is chosen. */
@Module({
  providers: [
    {
      provide: FileStore,
      inject: [AppConfig],
      useFactory: (config: AppConfig) => new LocalFileStore(config.uploads.folder),
    },
    UploadReceiver,
  ],
  exports: [FileStore, UploadReceiver],
})
export class UploadsModule {}
