import { writeFile } from 'node:fs/promises';
import { CONFIGURATION_PAGE, configurationPage } from './configuration-page/page.js';

/** `npm run docs:configuration`: writes docs/configuration.md anew from the code as it is now. */
await writeFile(CONFIGURATION_PAGE, await configurationPage());
