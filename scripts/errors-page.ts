import { writeFile } from 'node:fs/promises';
import { ERRORS_PAGE, errorsPage } from './errors-page/page.js';

/** `npm run docs:errors`: regenerates docs/errors.md from the code. */
await writeFile(ERRORS_PAGE, await errorsPage());
