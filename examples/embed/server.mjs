import { createHost } from './host.mjs';

/** `node examples/embed/server.mjs`: http://localhost:8000 in plain HTML, and /vue with Vue. */
const { PORT = '8000', CARILLON_URL = 'http://localhost:5000', CARILLON_API_KEY = '', HOST_SECRET = '' } = process.env;

if (CARILLON_API_KEY === '' || HOST_SECRET.length < 32) {
  console.error('Set CARILLON_API_KEY to a key of an admin, and HOST_SECRET to at least 32 random characters.');
  process.exit(1);
}
createHost({ carillonUrl: CARILLON_URL, apiKey: CARILLON_API_KEY, secret: HOST_SECRET }).listen(
  Number(PORT),
  '127.0.0.1',
  () => console.log(`http://localhost:${PORT} and http://localhost:${PORT}/vue`),
);
