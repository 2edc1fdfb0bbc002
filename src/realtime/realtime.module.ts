import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { EventsModule } from '../events/events.module.js';
import { AccountWatch } from './account-watch.js';
import { CatchUp } from './catch-up.js';
import { ClientMessages } from './client-messages.js';
import { ConnectedUsers } from './connected-users.js';
import { ConnectionSweep } from './connection-sweep.js';
import { Greeting } from './greeting.js';
import { LivePosition } from './live-position.js';
import { LivePushes } from './live-pushes.js';
import { LocalSockets } from './local-sockets.js';
import { LogMovesConsumer } from './log-moves.consumer.js';
import { LogReset } from './log-reset.js';
import { MessageHandlers } from './message-handlers.js';
import { MessageRouter } from './message-router.js';
import { MomentCarrier } from './moment-carrier.js';
import { OutsideStream } from './outside.stream.js';
import { PresenceConsumer } from './presence.consumer.js';
import { Presence } from './presence.js';
import { RealtimeConsumer } from './realtime.consumer.js';
import { RealtimeMetrics } from './realtime-metrics.js';
import { RealtimeGateway } from './realtime.gateway.js';
import { RecentEvents } from './recent-events.js';
import { RealtimeSession } from './realtime-session.js';
import { ReplayedEvents } from './replayed-events.js';
import { Replay } from './replay.js';
import { RoomMessages } from './room-messages.js';
import { RoomRights } from './room-rights.js';
import { RoomStream } from './room-stream.js';
import { RoomTrace } from './room-trace.js';
import { SessionMessages } from './session-messages.js';
import { SocketAuth } from './socket-auth.js';
import { SocketTokens } from './socket-tokens.js';
import { Streams } from './streams.js';
import { TypingMessages } from './typing-messages.js';
import { ViewingMessages } from './viewing-messages.js';
import { WantedRooms } from './wanted-rooms.js';

@Module({
  imports: [AuthModule, EventsModule],
  providers: [
    AccountWatch,
    CatchUp,
    ClientMessages,
    ConnectedUsers,
    ConnectionSweep,
    Greeting,
    LivePosition,
    LivePushes,
    LocalSockets,
    LogMovesConsumer,
    LogReset,
    MessageHandlers,
    MessageRouter,
    MomentCarrier,
    OutsideStream,
    Presence,
    PresenceConsumer,
    RealtimeConsumer,
    RealtimeGateway,
    RealtimeMetrics,
    RealtimeSession,
    RecentEvents,
    Replay,
    ReplayedEvents,
    RoomMessages,
    RoomRights,
    RoomStream,
    RoomTrace,
    SessionMessages,
    SocketAuth,
    SocketTokens,
    Streams,
    TypingMessages,
    ViewingMessages,
    WantedRooms,
  ],
  exports: [
    ConnectedUsers,
    LogMovesConsumer,
    MessageHandlers,
    PresenceConsumer,
    RealtimeConsumer,
    RecentEvents,
    Streams,
  ],
})
export class RealtimeModule {}
