import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { Comment } from './comment.entity.js';

const STEP = 100;

/** Takes away what a person said. Tombstones stay, so that the answers of others keep their place. */
@Injectable()
export class CommentErasure {
  constructor(private readonly dataSource: DataSource) {}

  /** In steps; attachments of a comment go with it. @returns how many there were */
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
