import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { Comment } from './comment.entity.js';

const STEP = 100;

/** Erases the text of a person's comments. Tombstones stay, so that replies keep their place. */
@Injectable()
export class CommentErasure {
  constructor(private readonly dataSource: DataSource) {}

  /** In steps; a comment's attachments go with it. @returns number of comments */
  async eraseCommentsOf(userId: string): Promise<number> {
    let erased = 0;
    for (;;) {
      const count = await this.dataSource.transaction(async (manager) => {
        const comments = await manager.find(Comment, {
          where: { authorId: userId, deletedAt: IsNull() },
          order: { id: 'ASC' },
          take: STEP,
          lock: { mode: 'pessimistic_write' },
        });
        const now = new Date();
        await manager.save(
          comments.map((comment) => Object.assign(comment, { content: '', deletedAt: now, isErasure: true })),
        );
        return comments.length;
      });
      erased += count;
      if (count < STEP) return erased;
    }
  }
}
