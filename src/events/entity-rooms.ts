import { Injectable } from '@nestjs/common';
import type { Viewer } from '../common/visibility.js';

/**
 * The rooms `<kind>:<id>` of one kind of entity. The module that owns the entity registers it and decides who may join.
 */
export interface EntityRoomKind {
  readonly kind: string;
  /** The noun in a 404. */
  readonly noun: string;
  isId(text: string): boolean;
  /** @returns those of `ids` that the viewer may see */
  visibleTo(viewer: Viewer, ids: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface EntityRoom {
  readonly kind: EntityRoomKind;
  readonly id: string;
}

/** Rooms of entities that the realtime module does not know. Other modules register theirs in `onModuleInit`. */
@Injectable()
export class EntityRooms {
  private readonly kinds = new Map<string, EntityRoomKind>();

  register(kind: EntityRoomKind): void {
    if (this.kinds.has(kind.kind)) throw new Error(`The rooms ${kind.kind}:<id> are registered already.`);
    this.kinds.set(kind.kind, kind);
  }

  /** @returns undefined when no registered kind has a room of this name */
  find(name: string): EntityRoom | undefined {
    const colon = name.indexOf(':');
    const kind = this.kinds.get(name.slice(0, Math.max(0, colon)));
    const id = name.slice(colon + 1);
    return kind?.isId(id) ? { kind, id } : undefined;
  }
}
