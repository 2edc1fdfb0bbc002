import { parseArgs } from 'node:util';
import { FULL, isReached, QUICK, type Row } from './harness.js';
import { describe, writeReport, type ReportedRow } from './report.js';
import { audience } from './rows/audience.js';
import { avalanche } from './rows/avalanche.js';
import { dashboard } from './rows/dashboard.js';
import { day } from './rows/day.js';
import { deliveryProcesses } from './rows/delivery-processes.js';
import { fanOut } from './rows/fan-out.js';
import { growthEndpoints } from './rows/growth-endpoints.js';
import { growthQueue } from './rows/growth-queue.js';
import { growthSockets } from './rows/growth-sockets.js';
import { idleLatency } from './rows/idle-latency.js';
import { idleSockets } from './rows/idle-sockets.js';
import { burst, isolation } from './rows/isolation.js';
import { postComment, postCommentQuiet } from './rows/post-comment.js';
import { postCommentOneTicket, postCommentNotified } from './rows/post-comment-notified.js';
import { processes } from './rows/processes.js';
import { lists } from './rows/lists.js';
import { profile } from './rows/profile.js';
import { replay } from './rows/replay.js';
import { rooms } from './rows/rooms.js';
import { slowEndpoints } from './rows/slow-endpoints.js';
import { webhooks, webhooksQuiet, webhooksTls } from './rows/webhooks.js';

const ROWS: readonly Row[] = [
  webhooks,
  webhooksQuiet,
  webhooksTls,
  fanOut,
  rooms,
  postComment,
  postCommentQuiet,
  postCommentNotified,
  postCommentOneTicket,
  idleLatency,
  slowEndpoints,
  isolation,
  burst,
  audience,
  idleSockets,
  replay,
  lists,
  processes,
  deliveryProcesses,
  profile,
  avalanche,
  growthEndpoints,
  growthQueue,
  growthSockets,
  dashboard,
  day,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, pairs: { type: 'string' } },
});
const isQuick = values.quick === true;
const unknown = positionals.filter((name) => !ROWS.some((row) => row.name === name));
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(', ')}. There are: ${ROWS.map((row) => row.name).join(', ')}`);
  process.exit(2);
}

const options = isQuick ? QUICK : { ...FULL, pairs: Number(values.pairs ?? FULL.pairs) };
if (!(options.pairs >= 1)) throw new Error('--pairs is a number from 1 on.');

let isAllReached = true;
for (const row of ROWS) {
  if (positionals.length === 0 ? row.isSlow === true : !positionals.includes(row.name)) continue;
  console.log(`${row.name} …`);
  const startedAt = performance.now();
  const result = await row.run(options);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const { name, title } = row;
  const reported: ReportedRow = {
    name,
    title,
    measuredAt: new Date().toISOString(),
    quick: isQuick,
    seconds,
    ...result,
  };
  console.log(describe(reported));
  isAllReached &&= result.findings.every(isReached);
  // After each row: one that fails does not take the others with it.
  await writeReport([reported]);
}
process.exitCode = isAllReached ? 0 : 1;
