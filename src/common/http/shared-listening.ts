import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Connections accepted per turn of the event loop: one by the server itself, the others by copies of its handle. */
const COPIES = 15;
const START_MS = 10_000;
/**
 * Connections that wait to be accepted, or fewer where the system allows fewer. With Node's 511 most of 5,000 clients that
 * come back at once are not heard, and try again after 1, 3 and 7 s.
 */
const MAX_WAITING = 16_384;

/** Only another process can duplicate a listening handle, so this one sends back the handle it receives. */
const ECHO = `process.once('message', (copies, server) => {
  let sent = 0;
  const count = () => { if ((sent += 1) === copies) process.exit(); };
  for (let copy = 0; copy < copies; copy += 1) process.send('copy', server, { keepOpen: true }, count);
});`;

/** Listens, ready for thousands of clients at once. @param address port 0: a free one */
export async function listenForMany(
  app: NestFastifyApplication,
  { port, host }: { port: number; host: string },
): Promise<void> {
  await app.listen({ port, host, backlog: MAX_WAITING });
  await shareListening(app.getHttpServer());
}

/**
 * Lets a listening server accept up to 16 connections per turn of the event loop. Node accepts one, so the last of 180
 * simultaneous connections waited for 180 turns: 2.3 s when a turn takes 10 ms. The copies share the server's port and
 * queue, hand their connections to the server, and close with it. Call it once, after `listen`.
 *
 * @returns the number of copies: fewer than 15 when the system refuses them, and the server then accepts more slowly
 */
export async function shareListening(server: HttpServer): Promise<number> {
  const copies = await copiesOf(server);
  if (!server.listening) {
    for (const copy of copies) copy.close();
    return 0;
  }
  for (const copy of copies) {
    copy.maxConnections = server.maxConnections;
    copy.on('connection', (socket: Socket) => server.emit('connection', socket));
    // Node reports an idle connection to the server that accepted it.
    copy.on('timeout', (socket: Socket) => server.emit('timeout', socket));
  }
  closeTogether(server, copies);
  return copies.length;
}

async function copiesOf(server: HttpServer): Promise<Server[]> {
  const copies: Server[] = [];
  const child = spawn(process.execPath, ['-e', ECHO], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: {} });
  child.on('message', (_, copy) => {
    if (copy instanceof Server) copies.push(copy);
  });
  const patience = setTimeout(() => child.kill('SIGKILL'), START_MS);
  try {
    await Promise.race([ended(child), give(child, server)]);
  } catch {
    // The server goes on with what there is.
  } finally {
    clearTimeout(patience);
  }
  return copies;
}

async function ended(child: ChildProcess): Promise<void> {
  await once(child, 'close');
}

/** Fails when the process cannot get the handle; otherwise its exit code says so. */
function give(child: ChildProcess, server: HttpServer): Promise<never> {
  return new Promise((_, reject) => {
    child.send(COPIES, server, (error) => {
      if (error !== null) reject(error);
    });
  });
}

/** `close` of the server stops the copies too, and its callback waits for the connections that they accepted. */
function closeTogether(server: HttpServer, copies: readonly Server[]): void {
  const closeAlone = server.close.bind(server);
  server.close = (callback) => {
    let open = copies.length + 1;
    let failure: Error | undefined;
    const count = () => {
      open -= 1;
      if (open === 0) callback?.(failure);
    };
    for (const copy of copies) copy.close(count);
    return closeAlone((error?: Error) => {
      failure = error;
      count();
    });
  };
}
