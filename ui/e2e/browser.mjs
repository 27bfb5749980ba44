// The browser, and what is said on the command line.
import { chromium } from 'playwright-core';

/** The value after `--name`. */
export function option(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
}

/** Starts Chromium. */
export function launch() {
  return chromium.launch({
    executablePath: option('browser', '/usr/bin/chromium'),
    args: ['--no-sandbox', '--disable-background-networking'],
  });
}
