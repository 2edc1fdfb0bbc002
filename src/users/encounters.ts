import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../common/visibility.js';

type Meets = (manager: EntityManager, viewer: Viewer, personId: string) => Promise<boolean>;

/** Whether a viewer meets a person at work and so may know the name. Modules above register where people meet. */
@Injectable()
export class Encounters {
  private readonly places: Meets[] = [];

  register(meets: Meets): void {
    this.places.push(meets);
  }

  async exist(manager: EntityManager, viewer: Viewer, personId: string): Promise<boolean> {
    for (const meets of this.places) if (await meets(manager, viewer, personId)) return true;
    return false;
  }
}
