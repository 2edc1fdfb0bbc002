import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { User } from './user.entity.js';

/** A person's own choices; without a row, the defaults. */
@Entity('user_preferences')
export class UserPreference {
  @PrimaryColumn('uuid', { name: 'user_id' })
  @ForeignKey(() => User, { name: 'user_preferences_user_fk', onDelete: 'CASCADE' })
  userId: string;

  /** Commenting on a ticket starts watching it. */
  @Column('boolean', { name: 'auto_watch', default: true })
  autoWatch: boolean;
}
