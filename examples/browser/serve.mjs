/** Serves this example to this machine alone: `node examples/browser/serve.mjs [PORT]`. Any server of static files does as well, from the root of the repository. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';

const root = new URL('../../', import.meta.url);
const page = '/examples/browser/index.html';
/** What is served: the example, what was built, and the packages that it imports. */
const served = /^\/(examples\/browser|dist|node_modules\/(fft\.js|highs|seedrandom))\//;
const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

const server = createServer((request, response) => {
  const end = (status, headers, body) =>
    response.writeHead(status, { 'x-content-type-options': 'nosniff', ...headers }).end(body);
  let pathname;
  try {
    // URL takes out every `..`, and those that are encoded.
    ({ pathname } = new URL(request.url, 'http://localhost'));
  } catch {
    return end(400, {}, '');
  }
  if (pathname === '/') return end(302, { location: page }, '');
  const type = types[extname(pathname)];
  if (!type || !served.test(pathname) || /%2f|%5c/i.test(pathname)) return end(404, {}, '');
  readFile(new URL(`.${pathname}`, root)).then(
    (body) => end(200, { 'content-type': type }, body),
    () => end(404, {}, ''),
  );
});
server.listen(Number(process.argv[2] ?? 8080), '127.0.0.1', () =>
  console.log(`http://127.0.0.1:${server.address().port}${page}`),
);
