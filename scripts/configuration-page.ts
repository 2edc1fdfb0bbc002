import { writeFile } from 'node:fs/promises';
import { CONFIGURATION_PAGE, configurationPage } from './configuration-page/page.js';

/** `npm run docs:configuration`: regenerates docs/configuration.md from the code. */
await writeFile(CONFIGURATION_PAGE, await configurationPage());
