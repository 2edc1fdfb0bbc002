import { parseArgs } from 'node:util';
import { FULL, isReached, QUICK, type Row } from './harness.js';
import { describe, writeReport, type ReportedRow } from './report.js';
import { audience } from './rows/audience.js';
import { avalanche } from './rows/avalanche.js';
import { dashboard } from './rows/dashboard.js';
import { fanOut } from './rows/fan-out.js';
import { idleLatency } from './rows/idle-latency.js';
import { idleSockets } from './rows/idle-sockets.js';
import { burst, isolation } from './rows/isolation.js';
import { postComment, postCommentQuiet } from './rows/post-comment.js';
import { postCommentOneTicket, postCommentNotified } from './rows/post-comment-notified.js';
import { processes } from './rows/processes.js';
import { lists } from './rows/lists.js';
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
  avalanche,
  dashboard,
];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean' } } });
const isQuick = values.quick === true;
const unknown = positionals.filter((name) => !ROWS.some((row) => row.name === name));
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(', ')}. There are: ${ROWS.map((row) => row.name).join(', ')}`);
  process.exit(2);
}

let isAllReached = true;
for (const row of ROWS) {
  if (positionals.length > 0 && !positionals.includes(row.name)) continue;
  console.log(`${row.name} …`);
  const startedAt = performance.now();
  const result = await row.run(isQuick ? QUICK : FULL);
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
