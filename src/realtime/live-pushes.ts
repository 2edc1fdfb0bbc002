import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import type { LivePush } from '../events/live-feed.js';
import { LivePosition } from './live-position.js';
import { LocalSockets } from './local-sockets.js';
import { LIVE_PUSHED } from './realtime-session.js';
import { liveTarget } from './rooms.js';

/** Sends on what is not of the log, to whoever is in the room at this moment. */
@Injectable()
export class LivePushes {
  private count = 0;

  constructor(
    private readonly sockets: LocalSockets,
    private readonly live: LivePosition,
  ) {}

  /** Between two positions of the log: its cursor is larger than all before and smaller than all after. */
  @OnEvent(LIVE_PUSHED)
  push(push: LivePush): void {
    this.count += 1;
    const cursor = `${this.live.cursor}.${String(this.count).padStart(12, '0')}`;
    this.sockets.emit(push.message, liveTarget(push), { ...push.payload, cursor });
  }
}
