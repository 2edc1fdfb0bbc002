export { configure } from './configured-client.js';
