// A stand-in for the application layer while the UI is developed: node ui/dev/server.mjs [--port 8787] [--start onboarding|ready|empty]
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands, subscribe } from './commands.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const argument = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const port = Number(argument('port', '8787'));
const handlers = commands(argument('start', 'ready'));
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://local').pathname;
  if (path === '/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': hello\n\n');
    const stop = subscribe((event) => response.write(`data: ${JSON.stringify(event)}\n\n`));
    request.on('close', stop);
    return;
  }
  if (path.startsWith('/rpc/')) {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', async () => {
      try {
        const handler = handlers[path.slice(5)];
        if (!handler)
          throw { code: 'invalid_input', message: `There is no command called ${path.slice(5)}.`, details: null };
        const answer = await handler(JSON.parse(body || '{}'));
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
      } catch (error) {
        const shaped =
          error.code && error.message
            ? error
            : { code: 'internal', message: 'The fixture failed.', details: String(error) };
        response
          .writeHead(400, { 'content-type': 'application/json' })
          .end(JSON.stringify({ details: null, ...shaped, stack: undefined }));
      }
    });
    return;
  }
  const file = join(here, '../dist', normalize(path === '/' ? '/index.html' : path));
  if (!file.startsWith(join(here, '../dist')) || !existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': POLICY,
  });
  createReadStream(file).pipe(response);
});
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
