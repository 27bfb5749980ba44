// Calls the functions of lever-js against the simulated Lever, one per line of input: `{call, key, data}`
// in, `{value}` or `{error}` out. The client has Lever's address built in; only the destination changes.

import { createInterface } from 'node:readline';
import * as lever from 'lever-js';

const LEVER = 'https://api.lever.co/';
const sandbox = `${process.env.FULCRUM_SANDBOX}/`;
const reach = globalThis.fetch;

globalThis.fetch = (address, options) => {
  if (!String(address).startsWith(LEVER)) throw new Error(`${address} is not Lever's`);
  return reach(sandbox + String(address).slice(LEVER.length), options);
};

for await (const line of createInterface({ input: process.stdin })) {
  const { call, key, data } = JSON.parse(line);
  let answer;
  try {
    answer = { value: (await lever[call](key, data)) ?? null };
  } catch (error) {
    answer = { error: `${error.name}: ${error.message}` };
  }
  console.log(JSON.stringify(answer));
}
