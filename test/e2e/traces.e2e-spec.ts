import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDatabase, type TestDatabase } from '../support/database/database.js';
import { Person, request } from '../support/people/person.js';
import { Receiver, type ReceivedRequest } from '../support/receivers/receiver.js';
import { TraceCollector } from '../support/receivers/trace-collector.js';
import { ADMIN, ServerProcess, stopServers } from '../support/servers/server-process.js';
import { closeSockets, connect, type TestSocket } from '../support/sockets/socket.js';
import { until } from '../support/until.js';

/** Of a caller that traces its own work. */
const FOREIGN_TRACE = '0af7651916cd43dd8448eb211c80319c';
const FOREIGN_PARENT = `00-${FOREIGN_TRACE}-b7ad6b7169203331-01`;

let database: TestDatabase;
let collector: TraceCollector;
let receiver: Receiver;
let server: ServerProcess;
let admin: Person;
let socket: TestSocket;
/** Of the event `ticket.created`, as the receiver gets it. */
let eventId: string;

beforeAll(async () => {
  [database, collector, receiver] = await Promise.all([createDatabase(), TraceCollector.start(), Receiver.start()]);
  server = await ServerProcess.start({
    databaseUrl: database.url,
    environment: {
      LOG_LEVEL: 'info',
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.endpoint}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-collector=a%20key',
      OTEL_BSP_SCHEDULE_DELAY: '100',
    },
  });
  admin = await Person.signIn(server.url, ADMIN.email, ADMIN.password);
  socket = await connect(server.url, { token: admin.token, rooms: ['tickets'] });
  await admin.call('POST /api/webhooks', { name: 'Traced', url: receiver.url, events: ['ticket.created'] });
  receiver.next.push(500);
  const answer = await request(server.url, 'POST /api/tickets', {
    as: admin,
    body: { title: 'Traced' },
    headers: { traceparent: FOREIGN_PARENT },
  });
  expect(answer.status).toBe(201);
  await socket.waitFor((self) => self.of('ticket.update').length > 0);
  eventId = (await receiver.received(1))[0]?.body.id;
});
afterAll(async () => {
  closeSockets();
  await stopServers();
  await Promise.all([collector.stop(), receiver.stop()]);
  await database.drop();
});

const trace = () => eventId.replaceAll('-', '');
const ofEvent = (name: string) => collector.span(name, ({ traceId }) => traceId === trace());

describe('with a collector of traces', () => {
  it("an event is recorded, dispatched, pushed and attempted in a trace whose id is the event's", async () => {
    const record = await ofEvent('record ticket.created');
    expect(record.parentSpanId).toBeUndefined();
    expect(record.attributes).toEqual({ 'carillon.event_id': eventId, 'carillon.event_type': 'ticket.created' });
    expect(collector.headers['x-collector']).toBe('a key');
    for (const name of ['dispatch ticket.created', 'push ticket.created', 'attempt ticket.created']) {
      expect([name, (await ofEvent(name)).parentSpanId]).toEqual([name, record.spanId]);
    }
    expect((await ofEvent('dispatch ticket.created')).attributes).toMatchObject({ 'carillon.batch_size': 1 });
    expect((await ofEvent('push ticket.created')).attributes).toMatchObject({ 'carillon.packets': 1 });
  });

  it("the request is in its caller's trace and linked with the event, both ways", async () => {
    const request = await collector.span('POST /api/tickets');
    expect(request).toMatchObject({ traceId: FOREIGN_TRACE, linkedTraces: [trace()] });
    expect((await ofEvent('record ticket.created')).linkedTraces).toEqual([FOREIGN_TRACE]);
    const names = collector.spans.filter(({ traceId }) => traceId === FOREIGN_TRACE).map(({ name }) => name);
    expect(names).toContainEqual(expect.stringMatching(/^pg\.query:INSERT /));
    expect(names).toContainEqual(expect.stringMatching(/^pg\.query:COMMIT /));
  });

  it('an attempt says how it ended, and its request carries the attempt as `traceparent`', async () => {
    await receiver.received(1);
    const attempt = await collector.span('attempt ticket.created', ({ failed }) => failed);
    expect(attempt.attributes).toMatchObject({
      'carillon.action': 'retry',
      'http.response.status_code': 500,
      'carillon.attempt': 1,
    });
    expect(receiver.requests[0]?.headers['traceparent']).toBe(`00-${trace()}-${attempt.spanId}-01`);
    const requests = collector.spans.filter(({ traceId, name }) => traceId === trace() && name === 'POST');
    expect(requests).toEqual([]);
  });

  it('what only the person concerned should see is not sent', async () => {
    await admin.call('GET /api/tickets?q=a-private-word');
    const list = await collector.span('GET /api/tickets');
    expect(list.attributes).not.toHaveProperty('url.query');
    const person = { email: 'twice@example.com', name: 'Twice', password: 'correct horse battery', role: 'user' };
    await admin.call('POST /api/users', person);
    expect((await admin.send('POST /api/users', person)).status).toBe(409);
    await collector.span('POST /api/users', ({ attributes }) => attributes['http.response.status_code'] === 409);
    await until(() => collector.spans.some(({ name, failed }) => name.startsWith('pg.query:INSERT') && failed));
    for (const word of [
      'a-private-word',
      admin.token,
      ADMIN.password,
      'user_agent',
      'client.address',
      'duplicate key',
    ]) {
      expect([word, collector.text.includes(word)]).toEqual([word, false]);
    }
  });

  it("a request's log line has its trace and the events that it recorded", async () => {
    const lines = server.output.split('\n').filter((line) => line.startsWith('{'));
    const line = lines
      .map((text) => JSON.parse(text))
      .find(({ path, method }) => path === '/api/tickets' && method === 'POST');
    expect(line).toMatchObject({ event: 'http.request', status: 201, event_ids: [eventId], trace_id: FOREIGN_TRACE });
    expect(line.request_id).toEqual(expect.any(String));
    const dispatched = lines.map((text) => JSON.parse(text)).find(({ event }) => event === 'events.dispatched');
    expect(dispatched).not.toHaveProperty('request_id');
  });

  it('a collector that is away costs nothing but its traces, and is reported', async () => {
    await collector.stop();
    await admin.call('POST /api/tickets', { title: 'Untraced' });
    await receiver.received(3);
    await until(() => server.output.includes('traces.not_sent'), { timeoutMs: 30_000, describe: () => server.output });
    await collector.listen();
    await admin.call('POST /api/tickets', { title: 'Traced again' });
    await collector.span('record ticket.created', ({ traceId }) => traceId !== trace());
  });

  it('what is still to be sent is sent when the server stops', async () => {
    const last = await request(server.url, 'POST /api/tickets', { as: admin, body: { title: 'The last one' } });
    const isLast = ({ body }: ReceivedRequest) => body.data.id === last.body.id;
    await until(() => receiver.requests.some(isLast));
    expect(await server.stop()).toBe(0);
    await collector.span(
      'record ticket.created',
      ({ traceId }) => traceId === receiver.requests.find(isLast)?.body.id.replaceAll('-', ''),
    );
  });
});
